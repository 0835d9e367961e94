package io.ledgerline.http.ingest;

import io.ledgerline.canon.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongPredicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Unpacks gzip (RFC 1952) and stops at the limit: a few bytes may unpack to a thousand times as
/// many.
final class Gunzip {

  private static final int CHUNK_BYTES = 16 << 10;

  private Gunzip() {}

  /// What became of it.
  sealed interface Result {}

  /// All of it.
  record Unpacked(Bytes bytes) implements Result {}

  /// It is no gzip stream, or a damaged or a cut one.
  ///
  /// @param reason why
  record Broken(String reason) implements Result {}

  /// It unpacks to more than the limit.
  record TooLarge() implements Result {}

  /// The memory was refused.
  record NoRoom() implements Result {}

  /// Unpacks every member of the stream.
  ///
  /// @param sizeBytesMax of the unpacked bytes
  /// @param room asked before more memory is taken
  static Result unpack(Bytes packed, int sizeBytesMax, LongPredicate room) {
    ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK_BYTES];
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.toArray()))) {
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        if (unpacked.size() + count > sizeBytesMax) {
          return new TooLarge();
        }
        if (!room.test(count)) {
          return new NoRoom();
        }
        unpacked.write(chunk, 0, count);
      }
      return new Unpacked(Bytes.owned(unpacked.toByteArray()));
    } catch (EOFException cut) {
      return new Broken("it ends too early.");
    } catch (ZipException damaged) {
      return new Broken("it is damaged.");
    } catch (IOException failed) {
      return new Broken("it cannot be read.");
    }
  }
}
