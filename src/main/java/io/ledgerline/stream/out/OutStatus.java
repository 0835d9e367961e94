package io.ledgerline.stream.out;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// How it stands with what is published, as this replica knows.
///
/// @param name `entries` or `graph`
/// @param topic where records go now
/// @param isPublishing whether this replica does it
/// @param position the index of the last entry that is on the topic; empty while another replica
///   publishes, and until the topic was read
/// @param generation of the graph's topic
/// @param records how many were committed since the start
/// @param bytes of their values
/// @param failures how often in a row the newest attempt failed
/// @param fault what does not go well; empty if all does
public record OutStatus(
    String name,
    String topic,
    boolean isPublishing,
    OptionalLong position,
    OptionalInt generation,
    long records,
    long bytes,
    int failures,
    Optional<String> fault) {

  static OutStatus begun(String name, String topic) {
    return new OutStatus(
        name, topic, false, OptionalLong.empty(), OptionalInt.empty(), 0, 0, 0, Optional.empty());
  }

  OutStatus at(String currentTopic, OptionalLong at, OptionalInt of) {
    return new OutStatus(name, currentTopic, true, at, of, records, bytes, failures, fault);
  }

  OutStatus sent(long moreRecords, long moreBytes) {
    return new OutStatus(
        name,
        topic,
        true,
        position,
        generation,
        records + moreRecords,
        bytes + moreBytes,
        failures,
        fault);
  }

  OutStatus left() {
    return new OutStatus(
        name, topic, false, OptionalLong.empty(), generation, records, bytes, failures, fault);
  }

  /// @param flaw what does not go well all the same
  OutStatus well(Optional<String> flaw) {
    return new OutStatus(name, topic, isPublishing, position, generation, records, bytes, 0, flaw);
  }

  OutStatus failed(String reason) {
    return new OutStatus(
        name,
        topic,
        false,
        OptionalLong.empty(),
        generation,
        records,
        bytes,
        failures + 1,
        Optional.of(reason));
  }
}
