package io.ledgerline.dossier.fact;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a fact says, in the forms that documents lay out.
public sealed interface FactValue {

  /// The value in the JSON twin of a document. Decimals are strings, spelled as recorded.
  JsonValue toJson();

  /// One text, as recorded.
  record Text(String text) implements FactValue {

    @Override
    public JsonValue toJson() {
      return JsonString.of(text);
    }
  }

  /// How many.
  record Count(long count) implements FactValue {

    @Override
    public JsonValue toJson() {
      return JsonNumber.of(count);
    }
  }

  /// A row of a table.
  ///
  /// @param cells by column; a column without a cell is missing
  record Row(Map<String, String> cells) implements FactValue {

    /// Copies the cells and keeps their order.
    public Row {
      cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
    }

    /// The cell of a column.
    public Optional<String> cell(String column) {
      return Optional.ofNullable(cells.get(column));
    }

    @Override
    public JsonValue toJson() {
      Map<String, JsonValue> members = new LinkedHashMap<>();
      cells.forEach((column, text) -> members.put(column, JsonString.of(text)));
      return JsonObject.of(members);
    }
  }

  /// What a person stated.
  ///
  /// @param text in the person's words
  /// @param reason why the rows do not apply; only with [Fact.State#NOT_APPLICABLE]
  /// @param language a BCP 47 tag
  /// @param speaker who stated it
  /// @param statedAt when, as recorded: RFC 3339
  /// @param rows the rows of the checklist that it answers
  record Quote(
      String text,
      @Nullable String reason,
      String language,
      Person speaker,
      String statedAt,
      List<String> rows)
      implements FactValue {

    /// Copies the rows.
    public Quote {
      rows = List.copyOf(rows);
    }

    @Override
    public JsonValue toJson() {
      Map<String, JsonValue> members = new LinkedHashMap<>();
      members.put("text", JsonString.of(text));
      if (reason != null) {
        members.put("reason", JsonString.of(reason));
      }
      members.put("language", JsonString.of(language));
      members.put("statedBy", speaker.toJson());
      members.put("statedAt", JsonString.of(statedAt));
      members.put("rows", JsonArray.of(rows.stream().map(JsonString::of).toList()));
      return JsonObject.of(members);
    }
  }

  /// Somebody, as a record names them.
  ///
  /// @param id a pseudonym or account name
  /// @param name empty if the record gives none; so are role and organisation
  record Person(String id, String name, String role, String organisation) {

    /// The name, or the id where there is none, with role and organisation.
    public String label() {
      StringBuilder label = new StringBuilder(name.isEmpty() ? id : name);
      String detail =
          role.isEmpty() || organisation.isEmpty()
              ? role + organisation
              : role + ", " + organisation;
      if (!detail.isEmpty()) {
        label.append(" (").append(detail).append(')');
      }
      return label.toString();
    }

    JsonObject toJson() {
      Map<String, JsonValue> members = new LinkedHashMap<>();
      members.put("id", JsonString.of(id));
      members.put("name", JsonString.of(name));
      members.put("role", JsonString.of(role));
      members.put("organisation", JsonString.of(organisation));
      return JsonObject.of(members);
    }
  }
}
