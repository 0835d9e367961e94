/// Who calls, and what a caller may do.
///
/// [Caller] is who a request proved to be; [Policy] is a function of a caller and a [Permission],
/// and what it does not grant is denied.
///
/// Must not know how a caller proves itself, what a request looks like, or what is kept.
package io.ledgerline.access;
