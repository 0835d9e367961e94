package io.ledgerline.intake;

import io.ledgerline.access.Caller;
import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.MalformedJsonException;
import io.ledgerline.canon.StrictJsonReader;
import io.ledgerline.entry.Frame;
import io.ledgerline.entry.LeafDraft;
import io.ledgerline.entry.Payload;
import io.ledgerline.entry.UnitSet;
import io.ledgerline.entry.number.Numbering;
import io.ledgerline.event.Reading;
import io.ledgerline.event.Violation;
import io.ledgerline.event.system.SystemRecord;
import io.ledgerline.intake.Arrival.Door;
import io.ledgerline.intake.redaction.Redactor;
import io.ledgerline.ledger.Appended;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submission;
import io.smallrye.mutiny.Uni;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The one door. What comes in is read, given its identity, rid of its secrets, cut into units and
/// handed to the ledger, in this order; what is refused is kept in the quarantine.
///
/// Thread-safe. A Uni does nothing before it is subscribed to; reading then takes the subscriber's
/// thread, some 0.1 ms for an event of 4 KiB. It fails only as [Ledger#append] does.
public final class Intake {

  private static final System.Logger LOG = System.getLogger(Intake.class.getName());

  /// How much is kept of what could not be read.
  public static final int PREFIX_BYTES_MAX = 64 << 10;

  private final Ledger ledger;
  private final Quarantine quarantine;
  private final IntakeSettings settings;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Redactor redactor;
  private final Batches batches;

  /// A door to a ledger.
  ///
  /// @param clock of refusals; the time of receipt is the ledger's
  /// @param random of salts: a `SecureRandom` wherever producers are real
  public Intake(
      Ledger ledger,
      Quarantine quarantine,
      IntakeSettings settings,
      InstantSource clock,
      RandomGenerator random) {
    this.ledger = ledger;
    this.quarantine = quarantine;
    this.settings = settings;
    this.clock = clock;
    this.random = random;
    this.redactor = new Redactor(settings.redactedPointers());
    this.batches = new Batches(this, settings);
  }

  /// Takes one OpenLineage event.
  public Uni<Outcome> lineage(Caller caller, Bytes body) {
    return lineage(caller, Optional.empty(), body);
  }

  /// The same with the number that stands beside it, if one does.
  public Uni<Outcome> lineage(Caller caller, Optional<Numbering> number, Bytes body) {
    return take(new Arrival(caller, Door.OPENLINEAGE, List.of(), body, number));
  }

  /// Takes one CloudEvent in structured mode.
  public Uni<Outcome> cloudEvent(Caller caller, Bytes structuredBody) {
    return cloudEvent(caller, Optional.empty(), structuredBody);
  }

  /// The same with the number that stands beside.
  public Uni<Outcome> cloudEvent(Caller caller, Optional<Numbering> number, Bytes structuredBody) {
    return take(new Arrival(caller, Door.STRUCTURED, List.of(), structuredBody, number));
  }

  /// Takes one CloudEvent in binary mode.
  ///
  /// @param headers in the order received, names in lower case; those that are no attributes are
  ///   left aside
  public Uni<Outcome> cloudEvent(Caller caller, List<Frame.Header> headers, Bytes data) {
    return cloudEvent(caller, Optional.empty(), headers, data);
  }

  /// The same with the number that stands beside it, if one does.
  public Uni<Outcome> cloudEvent(
      Caller caller, Optional<Numbering> number, List<Frame.Header> headers, Bytes data) {
    List<Frame.Header> attributes =
        headers.stream()
            .filter(h -> h.name().startsWith("ce-") || h.name().equals("content-type"))
            .toList();
    return take(new Arrival(caller, Door.BINARY, attributes, data, number));
  }

  /// Takes a batch of CloudEvents in structured mode: one outcome an element, in order; a single
  /// one if the batch as a whole was refused.
  public Uni<List<Outcome>> cloudEvents(Caller caller, Bytes batch) {
    return cloudEvents(caller, Optional.empty(), batch);
  }

  /// The same with the number of the first element; each that follows has one more.
  public Uni<List<Outcome>> cloudEvents(Caller caller, Optional<Numbering> first, Bytes batch) {
    return batches.cloudEvents(new Arrival(caller, Door.BATCH, List.of(), batch, first));
  }

  /// Takes a batch of OpenLineage events: an array, or an object whose member `events` is one.
  ///
  /// @param first the number of the first element, if it has one; each that follows has one more
  public Uni<BatchOutcome> lineageBatch(Caller caller, Optional<Numbering> first, Bytes batch) {
    return batches.lineage(new Arrival(caller, Door.LINEAGE_BATCH, List.of(), batch, first));
  }

  /// Records what the system has to say of itself. A repetition is [Outcome.Known].
  public Uni<Outcome> system(SystemRecord record) {
    return record(record, Submission.Beside.NOTHING)
        .map(appended -> Outcome.of(appended, List.of()));
  }

  /// The same for a record whose entry does something else in its transaction.
  public Uni<Appended> record(SystemRecord record, Submission.Beside beside) {
    return Uni.createFrom()
        .deferred(
            () ->
                ledger.append(
                    SystemSubmission.of(record, ledger.genesis().tenant(), beside, random)));
  }

  /// Keeps what was refused before it could be read: too large, packed or written in a way that is
  /// not understood here.
  ///
  /// @param door what it was sent as, see [Refusal#door]
  /// @param problem what the caller was told, in one word
  /// @param sent the bytes on the wire, or their beginning: of more than [#PREFIX_BYTES_MAX] the
  ///   first are kept, and the reason says so
  /// @return fails as [Quarantine#keep] does
  public Uni<Void> refused(
      Caller caller, String door, String mediaType, String problem, String reason, Bytes sent) {
    Bytes prefix = sent.slice(0, Math.min(sent.size(), PREFIX_BYTES_MAX));
    String kept = reason + " At most the first " + PREFIX_BYTES_MAX + " bytes are kept.";
    return Uni.createFrom()
        .deferred(
            () ->
                quarantine.keep(
                    new Refusal(
                        clock.instant(),
                        caller.keyId(),
                        caller.tenant(),
                        door,
                        mediaType,
                        problem,
                        List.of(new Violation("", kept)),
                        prefix)));
  }

  /// Refuses a batch as a whole, and keeps it.
  Uni<Outcome> noBatch(Arrival whole, JsonValue json, String reason) {
    Arrival clean = whole.redacted(redactor, json).arrival();
    return invalid(clean, List.of(new Violation("", reason)));
  }

  /// Takes one event.
  Uni<Outcome> take(Arrival arrival) {
    return Uni.createFrom()
        .deferred(
            () -> {
              if (arrival.sizeBytes() > settings.bodyBytesMax()) {
                return Uni.createFrom().item(new Outcome.TooLarge(settings.bodyBytesMax()));
              }
              if (!arrival.caller().tenant().equals(ledger.genesis().tenant())) {
                throw new IllegalArgumentException("this log is another tenant's");
              }
              try {
                return read(arrival, StrictJsonReader.read(arrival.json(), settings.json()));
              } catch (MalformedJsonException malformed) {
                return malformed(arrival, malformed);
              }
            });
  }

  private Uni<Outcome> read(Arrival arrival, JsonValue json) {
    Reading<Understood> reading = Understood.read(arrival, json, settings, clock.instant());
    Arrival.Redacted redacted = arrival.redacted(redactor, json);
    return switch (reading) {
      case Reading.Invalid<Understood>(var violations) -> invalid(redacted.arrival(), violations);
      case Reading.Valid<Understood>(var event, var warnings) -> {
        if (redacted.count() == 0) {
          yield append(redacted, json, event, warnings);
        }
        if (event.isSigned()) {
          // What is kept would not be what was signed.
          yield invalid(
              redacted.arrival(),
              List.of(new Violation("", "is signed, and holds a secret that would be replaced")));
        }
        JsonValue clean = StrictJsonReader.read(redacted.arrival().json(), settings.json());
        yield switch (Understood.read(redacted.arrival(), clean, settings, clock.instant())) {
          // What followers cannot read must not become an entry.
          case Reading.Invalid<Understood>(var violations) ->
              invalid(redacted.arrival(), Understood.afterRedaction(violations));
          case Reading.Valid<Understood> still -> append(redacted, clean, event, warnings);
        };
      }
    };
  }

  private Uni<Outcome> append(
      Arrival.Redacted redacted, JsonValue json, Understood event, List<Violation> warnings) {
    return Retractable.violations(ledger, event.retracts())
        .chain(
            refused ->
                refused.isEmpty()
                    ? sequence(redacted, json, event, warnings)
                    : invalid(redacted.arrival(), refused));
  }

  private Uni<Outcome> sequence(
      Arrival.Redacted redacted, JsonValue json, Understood event, List<Violation> warnings) {
    Arrival arrival = redacted.arrival();
    if (Payload.unitsOf(json, event.personal()) > Payload.UNITS_MAX) {
      String message = "has more than " + Payload.UNITS_MAX + " parts that can be erased alone";
      return invalid(arrival, List.of(new Violation("", message)));
    }
    Bytes accepted = arrival.bytes();
    Payload payload =
        Payload.cut(arrival.door().mediaType(), accepted, json, event.personal(), random);
    LeafDraft draft = arrival.draft(event, payload.commitment(accepted), redacted.count());
    Submission.Beside beside =
        new Submission.Beside(
            settings.subjects().marks(ledger.genesis().log(), json, event.personal()),
            UnitSet.EMPTY);
    return ledger
        .append(new Submission(draft, payload, event.identity(), event.retentionClass(), beside))
        .map(appended -> Outcome.of(appended, warnings))
        .chain(outcome -> keptIfContradicted(arrival, outcome))
        .chain(outcome -> Signatures.told(this, outcome, event.signed(), accepted));
  }

  private Uni<Outcome> keptIfContradicted(Arrival arrival, Outcome outcome) {
    if (!(outcome instanceof Outcome.Contradicted(var index))) {
      return Uni.createFrom().item(outcome);
    }
    String message = "entry " + index + " has another content under the same identity";
    return kept(arrival, "contradicted", List.of(new Violation("", message)), outcome);
  }

  private Uni<Outcome> invalid(Arrival redacted, List<Violation> violations) {
    return kept(redacted, "invalid", violations, new Outcome.Invalid(violations));
  }

  /// Refuses what is no JSON, and keeps it.
  Uni<Outcome> malformed(Arrival arrival, MalformedJsonException malformed) {
    String reason = String.valueOf(malformed.getMessage());
    return kept(
        arrival,
        Refusal.MALFORMED,
        List.of(new Violation("", reason)),
        new Outcome.Malformed(reason, malformed.offset()));
  }

  /// The outcome, once the refusal is kept. If it cannot be kept, the caller is told to come back:
  /// then it is refused again.
  private Uni<Outcome> kept(
      Arrival arrival, String problem, List<Violation> violations, Outcome outcome) {
    Refusal refusal =
        new Refusal(
            clock.instant(),
            arrival.caller().keyId(),
            arrival.caller().tenant(),
            arrival.door().label(),
            arrival.door().mediaType(),
            problem,
            violations,
            arrival.bytes());
    return quarantine
        .keep(refusal, arrival.subjects(settings, ledger.genesis().log()))
        .replaceWith(outcome)
        .onFailure()
        .recoverWithItem(
            failure -> {
              LOG.log(Level.WARNING, "a refusal could not be kept", failure);
              return new Outcome.Overloaded(settings.retryAfter());
            });
  }
}
