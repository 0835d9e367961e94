package io.ledgerline.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Frame;
import io.ledgerline.entry.number.Numbering;
import io.ledgerline.intake.number.NumberBeside;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/// The headers of a record, as the Kafka protocol binding of CloudEvents 1.0 has them (section 3).
record RecordHead(Headers headers) {

  private static final String CONTENT_TYPE = "content-type";
  private static final String PREFIX = "ce_";
  private static final String FAMILY = "application/cloudevents";
  private static final String STRUCTURED = "application/cloudevents+json";
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");

  /// What the record is.
  RecordForm form() {
    String essence = mediaType();
    if (essence.equals(STRUCTURED)) {
      return new RecordForm.Structured();
    }
    if (essence.startsWith(FAMILY)) {
      return new RecordForm.Unknown(
          "A CloudEvent comes as " + STRUCTURED + ", or with " + PREFIX + " headers.");
    }
    return headers.lastHeader(PREFIX + "specversion") == null ? new RecordForm.Lineage() : binary();
  }

  /// The media type without parameters, in lower case; empty for none.
  String mediaType() {
    Header found = headers.lastHeader(CONTENT_TYPE);
    return found == null || found.value() == null
        ? ""
        : text(found).split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /// The number that stands beside the event.
  ///
  /// @throws IllegalArgumentException if it is none
  Optional<Numbering> number() {
    List<String> values = new ArrayList<>();
    for (Header header : headers) {
      if (header.key().equalsIgnoreCase(NumberBeside.NAME) && header.value() != null) {
        values.add(text(header));
      }
    }
    return NumberBeside.read(values);
  }

  private RecordForm binary() {
    List<Frame.Header> attributes = new ArrayList<>();
    for (Header header : headers) {
      boolean isAttribute = header.key().startsWith(PREFIX);
      if (header.value() == null || !(isAttribute || header.key().equals(CONTENT_TYPE))) {
        continue;
      }
      String name = isAttribute ? header.key().substring(PREFIX.length()) : header.key();
      if (!NAME.matcher(name).matches()) {
        return new RecordForm.Unknown(
            "The name of an attribute has other than lower-case letters and digits.");
      }
      attributes.add(
          isAttribute
              ? new Frame.Header("ce-" + name, encoded(header.value()))
              : new Frame.Header(name, Bytes.copyOf(header.value())));
    }
    return new RecordForm.Binary(attributes);
  }

  /// The value as the HTTP binding encodes it (section 3.1.3.2): what is no visible character of
  /// ASCII, and `"` and `%`, by `%` and two hexadecimal digits.
  private static Bytes encoded(byte[] value) {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream(value.length);
    for (byte b : value) {
      if (b > ' ' && b < 0x7f && b != '"' && b != '%') {
        encoded.write(b);
      } else {
        encoded.writeBytes(String.format("%%%02X", b).getBytes(US_ASCII));
      }
    }
    return Bytes.owned(encoded.toByteArray());
  }

  private static String text(Header header) {
    return Bytes.copyOf(header.value()).utf8();
  }
}
