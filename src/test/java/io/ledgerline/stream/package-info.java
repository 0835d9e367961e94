/// Events from brokers, against a real one.
package io.ledgerline.stream;
