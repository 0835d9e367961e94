package io.ledgerline.entry.fields;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Leaf;
import io.ledgerline.merkle.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// What a stored leaf says, read in one pass and without the JSON in between: for who reads many
/// and keeps none.
///
/// The bytes of a leaf have one spelling, so comparing them with it is as strict as [Leaf#parse].
///
/// @param type see [Leaf#type()]
/// @param mediaType see [Leaf#mediaType()]
/// @param producer see [Leaf#producer()]
/// @param receivedAt see [Leaf#receivedAt()]
/// @param payloadRoot see [Leaf#payloadRoot()]
/// @param eventDigest see [Leaf#eventDigest()]
/// @param units see [Leaf#units()]
public record LeafFields(
    String type,
    String mediaType,
    String producer,
    Instant receivedAt,
    Digest payloadRoot,
    Digest eventDigest,
    int units) {

  private static final byte[] EVENT_DIGEST = ascii("{\"event_digest\":\"");
  private static final byte[] MEDIA_TYPE = ascii("\",\"media_type\":\"");
  private static final byte[] PAYLOAD_ROOT = ascii("\",\"payload_root\":\"");
  private static final byte[] PRODUCER = ascii("\",\"producer\":\"");
  private static final byte[] RECEIVED_AT = ascii("\",\"received_at\":\"");
  private static final byte[] REDACTIONS = ascii("\",\"redactions\":\"");
  private static final byte[] TENANT = ascii("\",\"tenant\":\"");
  private static final byte[] TYPE = ascii("\",\"type\":\"");
  private static final byte[] UNITS = ascii("\",\"units\":\"");
  private static final byte[] VERSION = ascii("\",\"v\":\"" + Leaf.VERSION + "\"}");

  /// Reads stored bytes.
  ///
  /// @throws CorruptEntryException as [Leaf#parse] does
  public static LeafFields read(Bytes leaf) {
    return leaf.<Optional<LeafFields>>to(
            (array, offset, size) -> new Text(array, offset, offset + size).leaf())
        .orElseGet(() -> of(Leaf.parse(leaf)));
  }

  /// What a leaf says that was read already.
  public static LeafFields of(Leaf leaf) {
    return new LeafFields(
        leaf.type(),
        leaf.mediaType(),
        leaf.producer(),
        leaf.receivedAt(),
        leaf.payloadRoot(),
        leaf.eventDigest(),
        leaf.units());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// A place in a leaf that moves forward. What is not as expected leaves `isLeaf` false: then the
  /// slow reader says why.
  private static final class Text {

    private static final int COUNT_DIGITS_MAX = 9;

    private final byte[] array;
    private final int end;
    private final int start;
    private int at;
    private boolean isLeaf = true;

    Text(byte[] array, int start, int end) {
      this.array = array;
      this.start = start;
      this.at = start;
      this.end = end;
    }

    Optional<LeafFields> leaf() {
      expect(EVENT_DIGEST);
      int eventDigest = text();
      expect(MEDIA_TYPE);
      int mediaType = text();
      int mediaTypeEnd = at;
      expect(PAYLOAD_ROOT);
      int payloadRoot = text();
      int payloadRootEnd = at;
      expect(PRODUCER);
      int producer = text();
      int producerEnd = at;
      expect(RECEIVED_AT);
      int receivedAt = text();
      int receivedAtEnd = at;
      expect(REDACTIONS);
      count();
      expect(TENANT);
      text();
      expect(TYPE);
      int type = text();
      int typeEnd = at;
      expect(UNITS);
      int units = count();
      expect(VERSION);
      if (!isLeaf || at != end || end - start > Leaf.SIZE_BYTES_MAX || units < 1) {
        return Optional.empty();
      }
      int eventDigestEnd = mediaType - MEDIA_TYPE.length;
      Optional<Digest> event = PlainFields.digest(array, eventDigest, eventDigestEnd);
      Optional<Digest> root = PlainFields.digest(array, payloadRoot, payloadRootEnd);
      Optional<Instant> received = PlainFields.time(array, receivedAt, receivedAtEnd);
      if (event.isEmpty() || root.isEmpty() || received.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new LeafFields(
              string(type, typeEnd),
              string(mediaType, mediaTypeEnd),
              string(producer, producerEnd),
              received.get(),
              root.get(),
              event.get(),
              units));
    }

    private String string(int from, int to) {
      return new String(array, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private void expect(byte[] literal) {
      int next = at + literal.length;
      isLeaf = isLeaf && next <= end && Arrays.equals(array, at, next, literal, 0, literal.length);
      at = next;
    }

    /// Goes to the quote behind a text.
    ///
    /// @return where the text starts
    private int text() {
      int from = at;
      while (isLeaf && at < end && array[at] != '"') {
        isLeaf = array[at] >= ' ' && array[at] <= '~' && array[at] != '\\';
        at++;
      }
      int characters = at - from;
      isLeaf = isLeaf && characters >= 1 && characters <= Leaf.TEXT_CHARACTERS_MAX;
      return from;
    }

    private int count() {
      int from = text();
      int digits = at - from;
      if (!isLeaf || digits > COUNT_DIGITS_MAX || (digits > 1 && array[from] == '0')) {
        isLeaf = false;
        return 0;
      }
      int count = PlainFields.number(array, from, at);
      isLeaf = count >= 0;
      return count;
    }
  }
}
