package io.ledgerline.http.admin;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.event.Inspection;
import io.ledgerline.event.Reading;
import io.ledgerline.event.system.HoldPlaced.Range;
import io.ledgerline.event.system.Word;
import io.ledgerline.http.Problem;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.ledgerline.vault.hold.Hold;
import io.ledgerline.vault.hold.HoldStore.Held;
import io.ledgerline.vault.hold.Holds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The JSON of legal holds.
final class HoldBody {

  private static final int LISTED_MAX = 100;
  private static final Set<String> MEMBERS =
      Set.of("matter", "authorised_by", "first", "last", "subject");

  private HoldBody() {}

  /// Reads a hold that is wanted.
  ///
  /// @throws ProblemException 422 with everything that is wrong
  static Holds.Wish wish(String idempotencyKey, JsonObject body) {
    Inspection inspection = new Inspection();
    body.members().keySet().stream()
        .filter(name -> !MEMBERS.contains(name))
        .forEach(name -> inspection.violation("/" + name, "is not known"));
    String matter = word(inspection, body, "matter");
    String authorisedBy = word(inspection, body, "authorised_by");
    Optional<String> subject = inspection.optionalText(body, "", "subject");
    Optional<Long> first = number(inspection, body, "first");
    Optional<Long> last = number(inspection, body, "last");
    boolean isRange = first.isPresent() && last.isPresent() && first.get() <= last.get();
    boolean isSomeRange = first.isPresent() || last.isPresent();
    if (isSomeRange == subject.isPresent() || isSomeRange != isRange) {
      inspection.violation("", "has either first and last, in this order, or a subject");
    }
    Optional<Range> range =
        isRange ? Optional.of(new Range(first.get(), last.get())) : Optional.empty();
    Reading<Holds.Wish> reading =
        inspection.reading(new Holds.Wish(idempotencyKey, matter, range, subject, authorisedBy));
    return switch (reading) {
      case Reading.Valid<Holds.Wish>(var wish, var _) -> wish;
      case Reading.Invalid<Holds.Wish>(var violations) -> throw RequestBody.invalid(violations);
    };
  }

  /// Who lifts a hold.
  ///
  /// @throws ProblemException 422 if nobody is named
  static String authorisedBy(JsonObject body) {
    Inspection inspection = new Inspection();
    return switch (inspection.reading(word(inspection, body, "authorised_by"))) {
      case Reading.Valid<String>(var word, var _) -> word;
      case Reading.Invalid<String>(var violations) -> throw RequestBody.invalid(violations);
    };
  }

  /// The answer to an erasure that is refused.
  static ProblemException held(List<Held> holds) {
    List<JsonValue> listed =
        holds.stream()
            .limit(LISTED_MAX)
            .map(
                held -> {
                  Map<String, JsonValue> fields = new LinkedHashMap<>();
                  if (held.index() >= 0) {
                    fields.put("index", JsonNumber.of(held.index()));
                  }
                  fields.putAll(json(held.hold()).members());
                  return (JsonValue) JsonObject.of(fields);
                })
            .toList();
    Hold first = holds.getFirst().hold();
    String entry =
        first.placedBy().isPresent() ? ", placed by entry " + first.placedBy().getAsLong() : "";
    return new ProblemException(
        Problem.of(
                ProblemType.HELD,
                "The hold " + first.id() + entry + " refuses it. Nothing was erased.")
            .with("holds_count", holds.size())
            .with("holds", JsonArray.of(listed)));
  }

  /// A hold.
  static JsonObject json(Hold hold) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("hold", JsonString.of(hold.id().toString()));
    fields.put("matter", JsonString.of(hold.matter()));
    fields.put("in_force", JsonBoolean.of(hold.liftedBy().isEmpty()));
    fields.put("of_subject", JsonBoolean.of(hold.subject().isPresent()));
    hold.range()
        .ifPresent(
            range -> {
              fields.put("first", JsonNumber.of(range.first()));
              fields.put("last", JsonNumber.of(range.last()));
            });
    hold.placedBy().ifPresent(entry -> fields.put("placed_by", JsonNumber.of(entry)));
    hold.liftedBy().ifPresent(entry -> fields.put("lifted_by", JsonNumber.of(entry)));
    return JsonObject.of(fields);
  }

  /// A code that has to be there, or a violation.
  static String word(Inspection inspection, JsonObject body, String name) {
    String word = inspection.text(body, "", name);
    if (!word.isEmpty() && !Word.is(word)) {
      inspection.violation(
          "/" + name, "must be a code of 1 to 64 letters, digits, '.', '_' and '-'");
    }
    return word;
  }

  private static Optional<Long> number(Inspection inspection, JsonObject body, String name) {
    Optional<Long> number = body.integer(name).filter(n -> n >= 0);
    if (body.get(name).isPresent() && number.isEmpty()) {
      inspection.violation("/" + name, "must be the index of an entry");
    }
    return number;
  }
}
