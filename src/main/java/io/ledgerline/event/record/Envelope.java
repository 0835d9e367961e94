package io.ledgerline.event.record;

import io.ledgerline.canon.JsonValue.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What every record says besides what its kind adds.
///
/// @param recordId names the record: a UUID, in lower case
/// @param namespace in which the record's names are meant
/// @param occurredAt when what it records happened, by the sender's clock
/// @param producer the software that made the record
/// @param personalData how much the record says of persons
/// @param data the whole record
public record Envelope(
    String recordId,
    String namespace,
    Instant occurredAt,
    Producer producer,
    PersonalData personalData,
    JsonObject data) {

  /// The software that made a record.
  public record Producer(String uri, String version) {}

  /// How much a record says of persons.
  public enum PersonalData {
    /// Nothing.
    NONE,
    /// Only under pseudonyms.
    PSEUDONYMOUS,
    /// Openly.
    PERSONAL
  }

  /// Who did what the record says. Always there for statements, approvals and oversight.
  public Optional<Actor> actor() {
    return Fields.actor(data, "actor");
  }

  /// The AI system that the record belongs to.
  public Optional<Ref> systemId() {
    return Fields.ref(data, "systemId");
  }

  /// The lineage run that brought it about.
  public Optional<String> sourceRunId() {
    return data.string("sourceRunId");
  }

  /// The record that this one corrects.
  public Optional<Ref> supersedes() {
    return Fields.ref(data, "supersedes");
  }

  /// How long to keep it, if the sender says: `log` or `documentation`.
  public Optional<String> retentionClass() {
    return data.string("retentionClass");
  }

  /// Free labels, in the order of the record.
  public Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    data.object("tags")
        .ifPresent(
            labels ->
                labels
                    .members()
                    .keySet()
                    .forEach(key -> labels.string(key).ifPresent(value -> tags.put(key, value))));
    return tags;
  }
}
