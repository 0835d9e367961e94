/// Events from Kafka, and what is published there, as they are configured; nothing, where no broker
/// is.
package io.ledgerline.wiring.stream;
