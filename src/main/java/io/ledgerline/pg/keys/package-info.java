/// What PostgreSQL knows of data keys: which of them nothing lies under any more.
///
/// Must not know the keys.
package io.ledgerline.pg.keys;
