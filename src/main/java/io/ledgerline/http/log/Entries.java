package io.ledgerline.http.log;

import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.entry.LogId;
import io.ledgerline.http.Problem;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.ledgerline.http.StrictNumber;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.ledger.StoredEntry;
import io.ledgerline.projection.retraction.Retraction;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the resources of the log have in common.
final class Entries {

  /// What never changes is kept for a year by whoever likes to.
  static final String FOR_EVER = "max-age=31536000, immutable";

  /// What may change is asked for again at once.
  static final String BRIEFLY = "max-age=1";

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final Duration CHECKPOINT_SOON = Duration.ofSeconds(1);

  private Entries() {}

  /// The index in a path.
  ///
  /// @throws ProblemException 404 if it is none
  static long index(String text) {
    return StrictNumber.parse(text).orElseThrow(Entries::notThere);
  }

  /// The default log, under its id.
  ///
  /// @throws ProblemException 404 if the id is another
  static void requireKnown(Ledger ledger, String log) {
    if (!ledger.genesis().log().toString().equals(log)) {
      throw new ProblemException(ProblemType.NOT_FOUND, "There is no log of this id.");
    }
  }

  /// Lines of text.
  static Response.ResponseBuilder text(String text) {
    return Response.ok(text.getBytes(StandardCharsets.UTF_8)).type(TEXT);
  }

  /// The answer for an entry that does not exist.
  static ProblemException notThere() {
    return new ProblemException(ProblemType.NOT_FOUND, "There is no entry of this index.");
  }

  /// The answer until a checkpoint covers what was asked for.
  static ProblemException notYetPublished(String what) {
    return new ProblemException(
        Problem.of(
                ProblemType.NOT_YET_PUBLISHED,
                what + " The next checkpoint covers it; /q/health/ready tells what keeps one.")
            .retryAfter(CHECKPOINT_SOON));
  }

  /// The answer for a payload of which something was erased: what, by which entry, and what is
  /// left.
  static ProblemException erased(long index, PayloadEntry.Remains remains) {
    List<JsonValue> units = new ArrayList<>();
    for (int number = 0; number < remains.parts().size(); number++) {
      if (remains.parts().get(number) instanceof PayloadEntry.Erased(var pointer, var _, var by)) {
        units.add(
            JsonObject.of(
                Map.of(
                    "unit", JsonNumber.of(number),
                    "pointer", JsonString.of(pointer),
                    "erased_by", JsonNumber.of(by))));
      }
    }
    String detail =
        "%d of %d units of entry %d were erased, the first of them by entry %d."
            .formatted(units.size(), remains.parts().size(), index, remains.erasedBy());
    return new ProblemException(
        Problem.of(ProblemType.ERASED, detail)
            .with("index", index)
            .with("erased_by", remains.erasedBy())
            .with("units", JsonArray.of(units)));
  }

  /// An entry: where it stands, its leaf as the text that is hashed, its hashes; and who retracts
  /// it, if somebody does.
  static CanonicalJson json(
      LogId log,
      StoredEntry entry,
      Optional<PayloadEntry.Content> content,
      List<Retraction> retractions) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("log", JsonString.of(log.toString()));
    fields.put("index", JsonNumber.of(entry.index()));
    fields.put("leaf", JsonString.of(entry.leaf().json().toString()));
    fields.put("leaf_hash", JsonString.of(entry.leaf().hash().toBase64()));
    fields.put("chain_hash", JsonString.of(entry.chainHash().toBase64()));
    content.ifPresent(known -> fields.put("units", JsonArray.of(units(known))));
    if (!retractions.isEmpty()) {
      fields.put("retracted", JsonArray.of(retractions.stream().map(Entries::json).toList()));
    }
    return CanonicalJson.of(JsonObject.of(fields));
  }

  /// The units by their numbers: what an erasure names them by.
  private static List<JsonValue> units(PayloadEntry.Content content) {
    List<JsonValue> units = new ArrayList<>();
    switch (content) {
      case PayloadEntry.Whole(var payload) ->
          payload
              .units()
              .forEach(unit -> units.add(unit(units.size(), unit.pointer(), Optional.empty())));
      case PayloadEntry.Remains remains -> {
        for (PayloadEntry.Part part : remains.parts()) {
          units.add(
              switch (part) {
                case PayloadEntry.Left(var unit) ->
                    unit(units.size(), unit.pointer(), Optional.empty());
                case PayloadEntry.Erased(var pointer, var _, var by) ->
                    unit(units.size(), pointer, Optional.of(by));
              });
        }
      }
    }
    return units;
  }

  private static JsonValue unit(int number, String pointer, Optional<Long> erasedBy) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("unit", JsonNumber.of(number));
    fields.put("pointer", JsonString.of(pointer));
    erasedBy.ifPresent(by -> fields.put("erased_by", JsonNumber.of(by)));
    return JsonObject.of(fields);
  }

  private static JsonValue json(Retraction retraction) {
    return JsonObject.of(
        Map.of(
            "retracted_by", JsonNumber.of(retraction.index()),
            "by", JsonString.of(retraction.by()),
            "reason", JsonString.of(retraction.reason())));
  }
}
