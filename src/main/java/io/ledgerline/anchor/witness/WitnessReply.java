package io.ledgerline.anchor.witness;

import io.ledgerline.note.Decimal;
import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.NoteSignature;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What a witness answers to `add-checkpoint` (C2SP tlog-witness).
sealed interface WitnessReply {

  /// 200: signature lines, of whomever; not verified.
  record Lines(List<NoteSignature> lines) implements WitnessReply {

    /// Copies the lines.
    public Lines {
      lines = List.copyOf(lines);
    }
  }

  /// 409: the witness cosigned another size last than the one named.
  record OtherSize(long size) implements WitnessReply {}

  /// 422: what was sent cannot be true of a log that only grows.
  record Inconsistent(String detail) implements WitnessReply {}

  /// 400, 403, 404 and everything else that the same request will meet again.
  record Refused(String detail) implements WitnessReply {}

  /// 429, 5xx: it may pass.
  record Unavailable(String detail) implements WitnessReply {}

  /// The media type of a size.
  String SIZE_TYPE = "text/x.tlog.size";

  /// Reads an answer.
  static WitnessReply read(Exchange.Answer answer) {
    try {
      return switch (answer.status()) {
        case 200 -> new Lines(lines(text(answer)));
        case 409 -> new OtherSize(size(answer));
        case 422 -> new Inconsistent(detail(answer, "it does not follow"));
        case 400 -> new Refused(detail(answer, "it takes the request for malformed"));
        case 403 -> new Refused(detail(answer, "it does not trust the key of this log"));
        case 404 ->
            new Refused(detail(answer, "it does not know this log, or is at another address"));
        case 429 -> new Unavailable(detail(answer, "it is asked too often"));
        // An open set: every other status of HTTP.
        default ->
            answer.status() >= 500
                ? new Unavailable(detail(answer, "it has a fault"))
                : new Refused(detail(answer, "it answers otherwise than a witness"));
      };
    } catch (MalformedNoteException malformed) {
      return new Refused(detail(answer, "it answers " + malformed.getMessage()));
    }
  }

  private static List<NoteSignature> lines(String body) {
    if (!body.endsWith("\n")) {
      throw new MalformedNoteException("lines that do not end");
    }
    return Arrays.stream(body.substring(0, body.length() - 1).split("\n", -1))
        .map(NoteSignature::parse)
        .toList();
  }

  private static long size(Exchange.Answer answer) {
    String type = answer.contentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    String body = text(answer);
    if (!type.equals(SIZE_TYPE) || !body.endsWith("\n")) {
      throw new MalformedNoteException("a conflict without a size");
    }
    return Decimal.parse(body.substring(0, body.length() - 1));
  }

  private static String text(Exchange.Answer answer) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(answer.body().toArray()))
          .toString();
    } catch (CharacterCodingException malformed) {
      throw new MalformedNoteException("no UTF-8", malformed);
    }
  }

  private static String detail(Exchange.Answer answer, String meaning) {
    return meaning + " (" + answer.status() + ")";
  }
}
