package io.ledgerline.http.ingest;

import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a `Content-Type` header says.
final class ContentTypes {

  private ContentTypes() {}

  /// The media type without parameters, in lower case; empty for none.
  static String essence(@Nullable String contentType) {
    return contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /// Refuses every media type but JSON; none at all is taken for it.
  ///
  /// @throws ProblemException 415
  static void requireJson(@Nullable String contentType) {
    if (contentType != null && !essence(contentType).equals("application/json")) {
      throw new ProblemException(
          ProblemType.UNSUPPORTED_MEDIA_TYPE, "An OpenLineage event comes as application/json.");
    }
  }

  /// Refuses every character set but UTF-8, in which JSON is written (RFC 8259 section 8.1).
  ///
  /// @throws ProblemException 415
  static void requireUtf8(@Nullable String contentType) {
    if (contentType == null) {
      return;
    }
    List<String> parts = List.of(contentType.split(";", -1));
    for (String parameter : parts.subList(1, parts.size())) {
      String text = parameter.strip().toLowerCase(Locale.ROOT).replace("\"", "");
      if (text.startsWith("charset=")
          && !List.of("charset=utf-8", "charset=utf8", "charset=us-ascii").contains(text)) {
        throw new ProblemException(
            ProblemType.UNSUPPORTED_MEDIA_TYPE, "JSON is read in UTF-8 only.");
      }
    }
  }
}
