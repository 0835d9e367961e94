package io.ledgerline.http.query;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.http.Problem;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.ledgerline.projection.retraction.Retraction;
import io.ledgerline.projection.retraction.Retractions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// An entry that is retracted, as JSON.
///
/// @param entry its position
/// @param retractedBy the position of the entry that retracts it
/// @param by who retracts it
/// @param reason why
record RetractedEntry(long entry, long retractedBy, String by, String reason) {

  static List<RetractedEntry> of(List<Long> entries, Retractions retractions) {
    List<RetractedEntry> all = new ArrayList<>();
    for (long entry : entries) {
      for (Retraction retraction : retractions.saying(entry)) {
        all.add(
            new RetractedEntry(entry, retraction.index(), retraction.by(), retraction.reason()));
      }
    }
    return all;
  }

  /// That the graph has nothing of this id, and which retracted entries were about it, if any were.
  ///
  /// @param what is not there
  static ProblemException notFound(String what, List<Long> entries, Retractions retractions) {
    List<RetractedEntry> retracted = of(entries, retractions);
    String missing = "The graph has no " + what + " of this id";
    if (retracted.isEmpty()) {
      return new ProblemException(ProblemType.NOT_FOUND, missing + ".");
    }
    RetractedEntry first = retracted.getFirst();
    String detail =
        "%s: entry %d, which was about it, is retracted by entry %d."
            .formatted(missing, first.entry(), first.retractedBy());
    return new ProblemException(
        Problem.of(ProblemType.NOT_FOUND, detail)
            .with(
                "retracted", JsonArray.of(retracted.stream().map(entry -> entry.json()).toList())));
  }

  private JsonValue json() {
    return JsonObject.of(
        Map.of(
            "entry", JsonNumber.of(entry),
            "retractedBy", JsonNumber.of(retractedBy),
            "by", JsonString.of(by),
            "reason", JsonString.of(reason)));
  }
}
