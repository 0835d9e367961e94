/// How long payloads are kept: a limit for each class, and what is done about it.
///
/// [Retention] erases what is past its limit, a page at a time, and reports what is kept past it
/// and why.
///
/// Must not know what an event means, or who wants to know.
package io.ledgerline.vault.retention;
