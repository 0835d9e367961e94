/// What operators ask of the service: what was refused, and why.
///
/// Must not know how refusals are stored.
package io.ledgerline.http.admin;
