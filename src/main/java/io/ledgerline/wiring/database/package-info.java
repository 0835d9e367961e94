/// The connections to the database: how long one may say nothing.
package io.ledgerline.wiring.database;
