package io.ledgerline.intake;

import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonPointer;
import io.ledgerline.event.record.RecordKind;
import io.ledgerline.signature.SignerKeys;
import io.ledgerline.vault.SubjectIndex;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the door lets in, and what it sets apart or replaces.
///
/// @param bodyBytesMax the largest body, in bytes after unpacking; of a batch, all of it. Default
///   16 MiB
/// @param depthMax the deepest nesting of arrays and objects, at most 900. Default 500
/// @param batchEventsMax the most events of one batch. Default 1,000
/// @param personalFacets keys of OpenLineage facets that become units of their own, wherever they
///   occur: at a run, a job or a dataset, or at the reading or writing of one. Default `ownership`,
///   `documentation`, `sql`
/// @param personalFields for a CloudEvents type, pointers into `data` to what becomes a unit of its
///   own. Default `/subject` of a decision. What identifies a node must not be among them
/// @param redactedPointers what is replaced whatever its name is: pointers into the event, for
///   CloudEvents in binary mode into its data. Default none
/// @param subjects finds data subjects. Default none
/// @param signers the keys that verify signatures on records. Default none
/// @param retryAfter what a caller is told to wait where the quarantine does not answer. Default 1
///   s
public record IntakeSettings(
    int bodyBytesMax,
    int depthMax,
    int batchEventsMax,
    Set<String> personalFacets,
    Map<String, List<JsonPointer>> personalFields,
    List<JsonPointer> redactedPointers,
    SubjectIndex subjects,
    SignerKeys signers,
    Duration retryAfter) {

  /// The deepest nesting that may be set: what is stored in an event is read back to 1,000 levels.
  private static final int DEPTH_MAX = 900;

  /// Every default.
  public static final IntakeSettings DEFAULTS =
      new IntakeSettings(
          16 << 20,
          500,
          1_000,
          Set.of("documentation", "ownership", "sql"),
          Map.of(RecordKind.DECISION.type(), List.of(JsonPointer.parse("/subject"))),
          List.of(),
          SubjectIndex.NONE,
          SignerKeys.NONE,
          Duration.ofSeconds(1));

  /// Copies the collections and checks the numbers.
  ///
  /// @throws IllegalArgumentException if a number is not positive, or too large
  public IntakeSettings {
    if (bodyBytesMax < 1 || depthMax < 1 || depthMax > DEPTH_MAX || batchEventsMax < 1) {
      throw new IllegalArgumentException(
          "%d bytes, %d levels, %d events".formatted(bodyBytesMax, depthMax, batchEventsMax));
    }
    personalFacets = Set.copyOf(personalFacets);
    personalFields = Map.copyOf(personalFields);
    redactedPointers = List.copyOf(redactedPointers);
  }

  JsonLimits json() {
    return new JsonLimits(bodyBytesMax, depthMax);
  }
}
