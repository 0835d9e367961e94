package io.ledgerline.sparql;

import io.ledgerline.canon.Bytes;
import java.io.OutputStream;
import java.util.Arrays;

/// Holds the first part of an answer back, so that a failure on the way to it is still a proper
/// refusal; an answer that fits is sent whole.
///
/// Flushing is ignored: writers flush when they fail, too.
final class AnswerStream extends OutputStream {

  /// The size of a part in bytes.
  static final int PART_BYTES = 32 << 10;

  private final AnswerSink sink;
  private final AnswerSink.Head head;
  private final Runnable check;
  private final byte[] part = new byte[PART_BYTES];
  private int size;
  private boolean begun;

  /// A stream to a sink.
  ///
  /// @param check run before each part but the last; throws to end the answer
  AnswerStream(AnswerSink sink, AnswerSink.Head head, Runnable check) {
    this.sink = sink;
    this.head = head;
    this.check = check;
  }

  @Override
  public void write(int b) {
    if (size == PART_BYTES) {
      send();
    }
    part[size++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int from = offset;
    int left = length;
    while (left > 0) {
      if (size == PART_BYTES) {
        send();
      }
      int fits = Math.min(left, PART_BYTES - size);
      System.arraycopy(bytes, from, part, size, fits);
      size += fits;
      from += fits;
      left -= fits;
    }
  }

  /// Sends what is held, as the last part or as the whole.
  void complete() {
    Bytes last = held();
    if (begun) {
      sink.write(last);
      sink.end();
    } else {
      sink.whole(head, last);
    }
  }

  /// Whether a part was sent: then a failure can only break the transfer off.
  boolean hasBegun() {
    return begun;
  }

  private void send() {
    check.run();
    if (!begun) {
      begun = true;
      sink.begin(head);
    }
    sink.write(held());
    size = 0;
  }

  private Bytes held() {
    return Bytes.owned(Arrays.copyOf(part, size));
  }
}
