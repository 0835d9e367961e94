/// What is stored of payloads, against leaves and against the entries that erased parts of them.
package io.ledgerline.ledger.check.payload;
