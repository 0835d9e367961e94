/// What operators see of events from Kafka, and of what is published there.
package io.ledgerline.ops.stream;
