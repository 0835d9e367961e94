/// What operators see of events from Kafka.
package io.ledgerline.ops.stream;
