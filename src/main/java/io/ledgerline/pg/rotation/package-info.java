/// Key rotations in PostgreSQL. Must not know who makes one.
package io.ledgerline.pg.rotation;
