package io.ledgerline.entry;

import io.ledgerline.canon.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// Attribute headers and data as one run of bytes: the accepted bytes of an event that arrived in
/// binary mode, where the headers are part of what was said.
///
/// Bytes: the ASCII label `ledgerline/frame/v1` and a line feed; the number of headers as u32be;
/// for each header the length of its name as u32be, its name in UTF-8, the length of its value as
/// u32be, its value; then the data, to the end.
///
/// @param headers in the order received, names in lower case
/// @param data the body as received
public record Frame(List<Header> headers, Bytes data) {

  /// The media type of a framed payload.
  public static final String MEDIA_TYPE = "application/vnd.ledgerline.frame.v1";

  private static final byte[] LABEL = "ledgerline/frame/v1\n".getBytes(StandardCharsets.US_ASCII);

  /// One attribute header.
  ///
  /// @param name in lower case, as `ce-id`
  /// @param value the bytes received
  public record Header(String name, Bytes value) {

    private static final Pattern NAME = Pattern.compile("[!-@\\[-~]+");

    /// Checks the name.
    ///
    /// @throws CorruptEntryException if it is empty, or has a character that is not printable
    ///   ASCII, or a capital letter
    public Header {
      if (!NAME.matcher(name).matches()) {
        throw new CorruptEntryException("a header's name is lower-case ASCII");
      }
    }
  }

  /// Copies the headers.
  public Frame {
    headers = List.copyOf(headers);
  }

  /// The bytes.
  public Bytes render() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(LABEL);
      out.writeInt(headers.size());
      for (Header header : headers) {
        byte[] name = header.name().getBytes(StandardCharsets.UTF_8);
        out.writeInt(name.length);
        out.write(name);
        out.writeInt(header.value().size());
        header.value().writeTo(out);
      }
      data.writeTo(out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return Bytes.owned(bytes.toByteArray());
  }

  /// Reads the bytes.
  ///
  /// @throws CorruptEntryException if they are no frame
  public static Frame parse(Bytes bytes) {
    ByteBuffer in = bytes.view();
    try {
      byte[] label = new byte[LABEL.length];
      in.get(label);
      if (!Arrays.equals(label, LABEL)) {
        throw new CorruptEntryException("a frame starts with its label");
      }
      int count = in.getInt();
      if (count < 0) {
        throw new CorruptEntryException("a frame of " + count + " headers");
      }
      List<Header> headers = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String name = part(in, bytes).utf8();
        headers.add(new Header(name, part(in, bytes)));
      }
      return new Frame(headers, bytes.slice(in.position(), bytes.size()));
    } catch (BufferUnderflowException | IndexOutOfBoundsException | ArithmeticException cut) {
      throw new CorruptEntryException("a frame ends too early", cut);
    }
  }

  /// The offset of the data within [#render].
  public int dataOffset() {
    int offset = LABEL.length + Integer.BYTES;
    for (Header header : headers) {
      // A name is ASCII: as many bytes as characters.
      offset += 2 * Integer.BYTES + header.name().length() + header.value().size();
    }
    return offset;
  }

  private static Bytes part(ByteBuffer in, Bytes bytes) {
    int length = in.getInt();
    Bytes part = bytes.slice(in.position(), Math.addExact(in.position(), length));
    in.position(in.position() + length);
    return part;
  }
}
