/// Several services on one database and one broker, of which any is killed at any time.
package io.ledgerline.fault.replica;
