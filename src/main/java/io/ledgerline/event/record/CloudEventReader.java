package io.ledgerline.event.record;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNull;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.event.Inspection;
import io.ledgerline.event.Reading;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Reads CloudEvents 1.0 with JSON data, in structured mode (JSON event format) and in binary mode
/// (HTTP protocol binding). An element of a batch is an event in structured mode.
///
/// A violation points into the structured form, `/source` or `/data`, whichever mode the event came
/// in. The attribute `datacontenttype` is left out of the result where it says `application/json`,
/// which is what its absence says. Safe on any thread.
public final class CloudEventReader {

  private static final Pattern ATTRIBUTE = Pattern.compile("[a-z0-9]+");
  private static final Pattern JSON_TYPE =
      Pattern.compile("application/([a-z0-9!#$&^_.-]+\\+)?json");
  private static final Pattern ANY_CHARSET = Pattern.compile("\\s*;\\s*charset=\"?utf-8\"?\\s*");
  private static final List<String> REQUIRED = List.of("id", "source", "specversion", "type");
  private static final String PREFIX = "ce-";
  private static final String DATA = "data";
  private static final String CONTENT_TYPE = "datacontenttype";

  private final SortedMap<String, String> attributes = new TreeMap<>();
  private final Inspection inspection;

  private CloudEventReader(Inspection inspection) {
    this.inspection = inspection;
  }

  /// Reads an event in structured mode. Never throws on account of what it holds.
  public static Reading<CloudEvent> structured(JsonValue json) {
    Inspection inspection = new Inspection();
    return inspection.reading(structured(json, inspection));
  }

  /// Reads an event in structured mode and notes what is wrong with it: what comes back is as much
  /// of the event as could be read.
  static CloudEvent structured(JsonValue json, Inspection inspection) {
    CloudEventReader reader = new CloudEventReader(inspection);
    if (!(json instanceof JsonObject event)) {
      inspection.violation("", "an event is a JSON object");
      return new CloudEvent(new TreeMap<>(), JsonNull.of());
    }
    event.members().forEach(reader::member);
    JsonValue data = event.members().get(DATA);
    return reader.event(data == null ? JsonNull.of() : data);
  }

  /// Reads an event in binary mode. Never throws on account of what it holds.
  ///
  /// @param headers `content-type` and those that start with `ce-`; others are passed over
  /// @param data the body
  public static Reading<CloudEvent> binary(List<BinaryHeader> headers, JsonValue data) {
    Inspection inspection = new Inspection();
    return inspection.reading(binary(headers, data, inspection));
  }

  /// Reads an event in binary mode and notes what is wrong with it: what comes back is as much of
  /// the event as could be read.
  static CloudEvent binary(List<BinaryHeader> headers, JsonValue data, Inspection inspection) {
    CloudEventReader reader = new CloudEventReader(inspection);
    headers.forEach(reader::header);
    return reader.event(data);
  }

  private void member(String name, JsonValue value) {
    if (name.equals(DATA) || value instanceof JsonNull) {
      return;
    }
    if (name.equals("data_base64")) {
      inspection.violation("/data_base64", "is not accepted, send JSON as data");
    } else if (value instanceof JsonString string) {
      attribute(name, string.value());
    } else if (value instanceof JsonBoolean truth) {
      attribute(name, Boolean.toString(truth.value()));
    } else if (value instanceof JsonNumber number && number.integer().isPresent()) {
      attribute(name, number.text());
    } else {
      inspection.violation(
          Inspection.then("", name), "an attribute is a string, a boolean or a whole number");
    }
  }

  private void header(BinaryHeader header) {
    String name = header.name();
    if (!name.startsWith(PREFIX) && !name.equals("content-type")) {
      return;
    }
    Optional<String> value = HeaderValue.decode(header.value());
    String attribute = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : CONTENT_TYPE;
    if (value.isEmpty()) {
      inspection.violation(
          Inspection.then("", attribute), "the header is not percent-encoded UTF-8");
    } else if (name.equals(PREFIX + CONTENT_TYPE) || name.equals(PREFIX + DATA)) {
      inspection.violation(
          Inspection.then("", attribute), "there is no header " + name + " in binary mode");
    } else {
      attribute(attribute, value.get());
    }
  }

  private void attribute(String name, String value) {
    if (!ATTRIBUTE.matcher(name).matches()) {
      inspection.violation(
          Inspection.then("", name), "an attribute's name has lower-case letters and digits only");
    } else if (attributes.putIfAbsent(name, value) != null) {
      inspection.violation(Inspection.then("", name), "occurs twice");
    }
  }

  private CloudEvent event(JsonValue data) {
    REQUIRED.forEach(this::require);
    String version = attributes.getOrDefault("specversion", "");
    if (!version.isEmpty() && !version.equals("1.0")) {
      inspection.violation("/specversion", "must be 1.0");
    }
    String source = attributes.getOrDefault("source", "");
    if (!isUriReference(source)) {
      inspection.violation("/source", "must be a URI reference");
    }
    String time = attributes.get("time");
    if (time != null && Fields.time(time).isEmpty()) {
      inspection.violation("/time", "must be a time such as 2026-01-31T23:59:59Z (RFC 3339)");
    }
    String contentType = attributes.get(CONTENT_TYPE);
    if (contentType != null) {
      contentType(contentType);
    }
    return new CloudEvent(attributes, data);
  }

  private void require(String name) {
    String value = attributes.getOrDefault(name, "");
    if (value.isEmpty()) {
      inspection.violation("/" + name, "is required");
    } else if (value.length() > Inspection.NAME_LENGTH_MAX) {
      inspection.violation(
          "/" + name, "must have at most " + Inspection.NAME_LENGTH_MAX + " characters");
    }
  }

  private void contentType(String text) {
    String type = text.toLowerCase(Locale.ROOT).strip();
    String essence = ANY_CHARSET.matcher(type).replaceFirst("");
    if (!JSON_TYPE.matcher(essence).matches()) {
      inspection.violation("/" + CONTENT_TYPE, "must be application/json, or end in +json");
    } else if (essence.equals("application/json")) {
      attributes.remove(CONTENT_TYPE);
    } else {
      attributes.put(CONTENT_TYPE, essence);
    }
  }

  private static boolean isUriReference(String text) {
    try {
      return new URI(text).toString().equals(text);
    } catch (URISyntaxException malformed) {
      return false;
    }
  }
}
