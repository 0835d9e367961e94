/// Events from Kafka, as they are configured; nothing, where no broker is.
package io.ledgerline.wiring.stream;
