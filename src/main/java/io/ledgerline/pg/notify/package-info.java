/// Where the webhooks stand, in PostgreSQL.
package io.ledgerline.pg.notify;
