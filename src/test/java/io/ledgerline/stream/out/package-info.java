/// What is published to Kafka, against a real broker and a real Fuseki.
package io.ledgerline.stream.out;
