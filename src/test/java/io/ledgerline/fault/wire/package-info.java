/// Between a client and PostgreSQL: [PgProxy] sees every statement, and decides what becomes of it.
package io.ledgerline.fault.wire;
