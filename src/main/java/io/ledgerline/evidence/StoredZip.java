package io.ledgerline.evidence;

import io.ledgerline.canon.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/// The one zip that holds a given set of files: sorted by name, stored without compression, of
/// 1980-01-01, without comments, extra fields or attributes.
///
/// Written by hand, because what `java.util.zip` writes for equal input differs between versions of
/// Java. As equal files have one zip only, a reader compares every byte outside the files too.
/// Source: PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16.
final class StoredZip {

  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int LOCAL_BYTES = 30;
  private static final int CENTRAL_BYTES = 46;
  private static final int END_BYTES = 22;
  private static final short VERSION_STORED = 10;
  private static final short DATE_1980_01_01 = 0x0021;

  private StoredZip() {}

  /// What was read.
  ///
  /// @param files the files by their names, as far as they could be read
  /// @param complete whether the zip could be read to its end
  /// @param findings what is wrong with the zip itself
  record Contents(SortedMap<String, Bytes> files, boolean complete, List<Finding> findings) {}

  /// Renders the zip.
  ///
  /// @throws IllegalArgumentException if a limit of [BundleFormat] is exceeded
  static Bytes render(SortedMap<String, Bytes> files) {
    long total = END_BYTES;
    for (Map.Entry<String, Bytes> file : files.entrySet()) {
      int size = file.getValue().size();
      if (size > BundleFormat.FILE_BYTES_MAX) {
        throw new IllegalArgumentException(file.getKey() + " has " + size + " bytes");
      }
      total += (long) LOCAL_BYTES + CENTRAL_BYTES + 2L * file.getKey().length() + size;
    }
    if (total > BundleFormat.BUNDLE_BYTES_MAX || files.size() > BundleFormat.FILES_MAX) {
      throw new IllegalArgumentException(
          "a bundle of " + total + " bytes in " + files.size() + " files");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream((int) total);
    files.forEach(
        (name, content) -> {
          out.writeBytes(localHeader(name, content));
          content.appendTo(out);
        });
    out.writeBytes(directory(files));
    return Bytes.owned(out.toByteArray());
  }

  /// What stands before the content of a file: 30 bytes and the name.
  private static byte[] localHeader(String name, Bytes content) {
    byte[] header = new byte[LOCAL_BYTES + name.length()];
    ByteBuffer out = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(LOCAL);
    putCommon(out, name, content);
    out.put(ascii(name));
    return header;
  }

  /// What stands behind the last file: where each file is, and how many there are.
  private static byte[] directory(SortedMap<String, Bytes> files) {
    int size = END_BYTES;
    for (String name : files.keySet()) {
      size += CENTRAL_BYTES + name.length();
    }
    byte[] directory = new byte[size];
    ByteBuffer out = ByteBuffer.wrap(directory).order(ByteOrder.LITTLE_ENDIAN);
    int offset = 0;
    for (Map.Entry<String, Bytes> file : files.entrySet()) {
      String name = file.getKey();
      out.putInt(CENTRAL).putShort(VERSION_STORED);
      putCommon(out, name, file.getValue());
      // No comment, the first disk, no attributes.
      out.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
      out.putInt(offset).put(ascii(name));
      offset += LOCAL_BYTES + name.length() + file.getValue().size();
    }
    int directoryBytes = out.position();
    out.putInt(END).putShort((short) 0).putShort((short) 0);
    out.putShort((short) files.size()).putShort((short) files.size());
    out.putInt(directoryBytes).putInt(offset).putShort((short) 0);
    return directory;
  }

  private static void putCommon(ByteBuffer out, String name, Bytes content) {
    out.putShort(VERSION_STORED).putShort((short) 0).putShort((short) 0);
    out.putShort((short) 0).putShort(DATE_1980_01_01);
    out.putInt(crc32(content)).putInt(content.size()).putInt(content.size());
    out.putShort((short) name.length()).putShort((short) 0);
  }

  /// Reads a zip. Never throws on what is in it, and takes no more memory than it has bytes.
  static Contents read(Bytes zip) {
    SortedMap<String, Bytes> files = new TreeMap<>();
    List<Finding> findings = new ArrayList<>();
    int at = 0;
    while (zip.size() - at >= LOCAL_BYTES && view(zip, at).getInt() == LOCAL) {
      int next = readFile(zip, at, files, findings);
      if (next < 0) {
        return new Contents(files, false, findings);
      }
      at = next;
    }
    if (files.isEmpty()) {
      findings.add(archive("is no bundle: a bundle starts with a stored file of a zip"));
    } else if (findings.isEmpty()
        && !zip.slice(at, zip.size()).equals(Bytes.owned(directory(files)))) {
      findings.add(
          archive(
              "what follows the last file, from byte " + at + ", is not as this format writes it"));
    }
    return new Contents(files, !files.isEmpty(), findings);
  }

  /// Reads one file.
  ///
  /// @return the offset of what follows, or -1 if that cannot be known
  private static int readFile(
      Bytes zip, int at, SortedMap<String, Bytes> files, List<Finding> findings) {
    ByteBuffer header = view(zip, at);
    int crc = header.getInt(14);
    long stored = Integer.toUnsignedLong(header.getInt(18));
    long size = Integer.toUnsignedLong(header.getInt(22));
    long start = (long) at + LOCAL_BYTES + Short.toUnsignedInt(header.getShort(26));
    boolean readable =
        header.getShort(8) == 0
            && stored == size
            && size <= BundleFormat.FILE_BYTES_MAX
            && start + size <= zip.size()
            && header.getShort(28) == 0
            && files.size() < BundleFormat.FILES_MAX;
    if (!readable) {
      findings.add(
          archive(
              "the header at byte " + at + " is none of this format; what follows is not read"));
      return -1;
    }
    String name = zip.slice(at + LOCAL_BYTES, (int) start).utf8();
    Bytes content = zip.slice((int) start, (int) (start + size));
    if (!BundleFormat.isName(name)) {
      findings.add(new Finding(name, "is no file of a bundle"));
    } else if (!files.isEmpty() && files.lastKey().compareTo(name) >= 0) {
      findings.add(new Finding(name, "is in the archive twice, or out of its order"));
    } else {
      files.put(name, content);
      if (crc != crc32(content)) {
        findings.add(new Finding(name, "does not have the checksum that the archive notes for it"));
      } else if (!zip.slice(at, (int) start).equals(Bytes.owned(localHeader(name, content)))) {
        findings.add(
            new Finding(name, "has a header in the archive that this format does not write"));
      }
    }
    return (int) (start + size);
  }

  private static ByteBuffer view(Bytes zip, int at) {
    return zip.slice(at, zip.size()).view().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static Finding archive(String problem) {
    return new Finding(Finding.ARCHIVE, problem);
  }

  private static int crc32(Bytes content) {
    CRC32 crc = new CRC32();
    crc.update(content.view());
    return (int) crc.getValue();
  }

  private static byte[] ascii(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }
}
