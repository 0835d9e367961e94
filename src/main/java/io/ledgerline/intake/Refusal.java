package io.ledgerline.intake;

import io.ledgerline.canon.Bytes;
import io.ledgerline.event.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// An event that a known caller sent and that was refused.
///
/// @param at when
/// @param producer the id of the key that the caller used
/// @param tenant the pseudonym of the caller's tenant
/// @param door what it was sent as: `openlineage`, `openlineage-batch`, `cloudevents` or
///   `cloudevents-batch`
/// @param mediaType of `body`
/// @param problem the case of [Outcome] that the caller was told: `malformed`, `invalid`,
///   `contradicted`; or why the body was not read as JSON at all, such as `too-large`
/// @param violations everything that is wrong; for a malformed body the one place
/// @param body what was sent; see [#isRedacted]
public record Refusal(
    Instant at,
    String producer,
    String tenant,
    String door,
    String mediaType,
    String problem,
    List<Violation> violations,
    Bytes body) {

  /// The problem of a body that is no JSON.
  public static final String MALFORMED = "malformed";

  private static final Set<String> REDACTED = Set.of("invalid", "contradicted");

  /// Copies the violations.
  public Refusal {
    violations = List.copyOf(violations);
  }

  /// Whether secrets were replaced in the body. A body that was not read as JSON is kept as it
  /// came, because nobody can tell what in it is a value.
  public boolean isRedacted() {
    return REDACTED.contains(problem);
  }
}
