package io.ledgerline.intake;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.entry.Receipt;
import io.ledgerline.event.Inspection;
import io.ledgerline.event.Reading;
import io.ledgerline.event.Violation;
import io.ledgerline.event.record.CloudEvent;
import io.ledgerline.event.record.CloudEventReader;
import io.ledgerline.event.system.SignatureVerified;
import io.ledgerline.event.system.SystemRecord;
import io.ledgerline.intake.Arrival.Door;
import io.ledgerline.merkle.StrictBase64;
import io.ledgerline.signature.SignatureReader;
import io.ledgerline.signature.SignerKeys;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The signatures on a CloudEvent at the door. They sign its data as it was received: in binary
/// mode the body, else the bytes of the member `data`, from the first of its value to the last.
///
/// @param json read from the arrival's bytes
/// @param now by which keys count
record Signatures(Arrival arrival, JsonValue json, SignerKeys keys, Instant now) {

  /// The good ones. Others are violations or warnings.
  List<SignerKeys.Verified> verified(CloudEvent event, Inspection inspection) {
    return keys.verify(
        SignatureReader.read(event.attributes(), event.type(), data(), inspection),
        now,
        inspection);
  }

  /// What is wrong with an event, and with its signatures besides.
  List<Violation> violationsAfter(List<Violation> violations) {
    List<Violation> all = new ArrayList<>(violations);
    Reading<CloudEvent> reading =
        arrival.door() == Door.BINARY
            ? CloudEventReader.binary(arrival.attributes(), json)
            : CloudEventReader.structured(json);
    if (reading instanceof Reading.Valid<CloudEvent>(var event, var _)) {
      Inspection inspection = new Inspection();
      List<SignerKeys.Verified> _ = verified(event, inspection);
      if (!inspection.isValid()) {
        all.addAll(((Reading.Invalid<CloudEvent>) inspection.<CloudEvent>invalid()).violations());
      }
    }
    return all;
  }

  /// Has the log keep which signatures were good, before anybody hears of the entry. A repetition
  /// byte by byte does so again, in case the first time came to nothing: what was signed is kept.
  ///
  /// @param sent the accepted bytes
  static Uni<Outcome> told(
      Intake intake, Outcome outcome, List<SignerKeys.Verified> signed, Bytes sent) {
    Optional<Receipt> receipt =
        switch (outcome) {
          case Outcome.Accepted(var made, var _) -> Optional.of(made);
          case Outcome.Known(var made) ->
              signed.isEmpty() ? Optional.empty() : Optional.of(made).filter(r -> r.opens(sent));
          case Outcome.Erased _,
              Outcome.Detached _,
              Outcome.Malformed _,
              Outcome.Invalid _,
              Outcome.TooLarge _,
              Outcome.Contradicted _,
              Outcome.Overloaded _ ->
              Optional.empty();
        };
    Uni<Outcome> told = Uni.createFrom().item(outcome);
    if (receipt.isEmpty()) {
      return told;
    }
    String leafHash = receipt.get().leaf().hash().toBase64();
    for (SignerKeys.Verified one : signed) {
      SystemRecord record = record(one, receipt.get().index(), leafHash);
      told =
          told.chain(
              last ->
                  last instanceof Outcome.Overloaded
                      ? Uni.createFrom().item(last)
                      : intake
                          .system(record)
                          .map(kept -> kept instanceof Outcome.Overloaded ? kept : last));
    }
    return told;
  }

  private static SignatureVerified record(
      SignerKeys.Verified verified, long entry, String leafHash) {
    return new SignatureVerified(
        entry,
        leafHash,
        verified.signature().form(),
        verified.key().id(),
        verified.key().actor(),
        StrictBase64.encode(verified.key().spki().toArray()));
  }

  private Bytes data() {
    if (arrival.door() == Door.BINARY) {
      return arrival.json();
    }
    return Optional.of(json)
        .filter(JsonObject.class::isInstance)
        .map(event -> ((JsonObject) event).members().get("data"))
        .map(data -> arrival.json().slice(data.start(), data.end()))
        .orElse(Bytes.EMPTY);
  }
}
