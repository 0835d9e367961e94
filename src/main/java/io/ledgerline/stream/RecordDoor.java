package io.ledgerline.stream;

import io.ledgerline.access.Caller;
import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.number.Numbering;
import io.ledgerline.intake.Intake;
import io.ledgerline.intake.Outcome;
import io.smallrye.mutiny.Uni;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Hands records to the intake, each by the form that its headers say, and keeps those aside that
/// have none.
///
/// Thread-safe. A Uni does nothing before it is subscribed to, and never fails.
final class RecordDoor {

  private static final System.Logger LOG = System.getLogger(RecordDoor.class.getName());

  private final Intake intake;
  private final Caller caller;

  RecordDoor(Intake intake, Caller caller) {
    this.intake = intake;
    this.caller = caller;
  }

  /// Takes one record.
  Uni<Taken> take(ConsumerRecord<byte[], byte[]> delivered) {
    RecordHead head = new RecordHead(delivered.headers());
    Bytes value = bytes(delivered.value());
    return Uni.createFrom()
        .deferred(() -> take(head, value, delivered.value() == null))
        .onFailure()
        .recoverWithItem(
            failure -> {
              LOG.log(Level.DEBUG, "a record could not be taken", failure);
              return new Taken.Busy();
            });
  }

  private Uni<Taken> take(RecordHead head, Bytes value, boolean isEmpty) {
    if (isEmpty) {
      return refused(head, value, "openlineage", "malformed-json", "The record has no value.");
    }
    Optional<Numbering> number;
    try {
      number = head.number();
    } catch (IllegalArgumentException refused) {
      String reason = String.valueOf(refused.getMessage());
      return refused(head, value, door(head.form()), "malformed-request", reason);
    }
    RecordForm form = head.form();
    return switch (form) {
      case RecordForm.Lineage _ -> settled(head, value, intake.lineage(caller, number, value));
      case RecordForm.Structured _ ->
          settled(head, value, intake.cloudEvent(caller, number, value));
      case RecordForm.Binary(var attributes) ->
          settled(head, value, intake.cloudEvent(caller, number, attributes, value));
      case RecordForm.Unknown(var reason) ->
          refused(head, value, door(form), "unsupported-media-type", reason);
    };
  }

  /// What is too large is kept here: the intake leaves it to the doors, which know what was sent.
  private Uni<Taken> settled(RecordHead head, Bytes value, Uni<Outcome> outcome) {
    return outcome.chain(
        answer ->
            Taken.of(answer) instanceof Taken.Refused(var problem, var reason)
                    && answer instanceof Outcome.TooLarge
                ? refused(head, value, door(head.form()), problem, reason)
                : Uni.createFrom().item(Taken.of(answer)));
  }

  private Uni<Taken> refused(
      RecordHead head, Bytes value, String door, String problem, String reason) {
    return intake
        .refused(caller, door, head.mediaType(), problem, reason, value)
        .replaceWith(() -> new Taken.Refused(problem, reason));
  }

  private static String door(RecordForm form) {
    return form instanceof RecordForm.Lineage ? "openlineage" : "cloudevents";
  }

  private static Bytes bytes(byte @Nullable [] value) {
    return value == null ? Bytes.EMPTY : Bytes.owned(value);
  }
}
