/// Events from Kafka, through the same door as everybody's.
///
/// [KafkaIntake] consumes what [StreamSettings] name: a [RecordDoor] says what a record is and
/// hands it to the intake; an offset is committed when the ledger, or the dead-letter topic, has
/// the record. [DeadLetterReplay] takes what is on that topic once more.
///
/// Must not know what an event means, nor decide what is let in.
package io.ledgerline.stream;
