package io.ledgerline.merkle;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a tile of hashes or a bundle of entries lies below the prefix of a log.
///
/// Source: C2SP tlog-tiles, "Merkle Tree" and "Log entries". There is one spelling for each, and it
/// names no directory above it: what [#parse] accepts can be the name of a file.
public sealed interface TilePath {

  /// The hashes of a full tile, and the entries of a full bundle.
  int FULL_WIDTH = 256;

  /// How many levels of the tree one level of tiles spans.
  int HEIGHT = 8;

  /// The highest level that a path can name.
  int LEVEL_MAX = 63;

  /// Its place within its level, from 0.
  long index();

  /// How many hashes or entries it has, 1 to [#FULL_WIDTH].
  int width();

  /// The same with all of its hashes or entries.
  TilePath full();

  /// Whether a tree of this size has all of its hashes or entries.
  boolean isWithin(long size);

  /// The path, such as `tile/0/x001/x234/067` or `tile/entries/273.p/112`.
  String text();

  /// Whether it has [#FULL_WIDTH] hashes or entries, so that it never changes again.
  default boolean isFull() {
    return width() == FULL_WIDTH;
  }

  /// Reads a path.
  ///
  /// @return empty for everything that [#text()] never makes
  static Optional<TilePath> parse(String text) {
    return Syntax.parse(text).filter(path -> path.text().equals(text));
  }

  /// A tile of hashes: those of the subtrees of `256^level` leaves each, from the subtree `256 *
  /// index` on.
  ///
  /// @param level 0 for the leaves' own hashes, to 63
  /// @param index its place within the level, from 0
  /// @param width how many hashes it has, 1 to 256
  record Hashes(int level, long index, int width) implements TilePath {

    /// Checks the ranges.
    ///
    /// @throws IllegalArgumentException if one is out of its range
    public Hashes {
      if (level < 0 || level > LEVEL_MAX) {
        throw new IllegalArgumentException("a tile of level " + level);
      }
      Syntax.require(index, width);
    }

    /// The full tile that holds what the root of a perfect subtree is made of.
    ///
    /// @param height of the subtree: it has `2^height` leaves
    /// @param place of the subtree among those of its height, from 0
    public static Hashes ofSubtree(int height, long place) {
      int above = height % HEIGHT;
      return new Hashes(height / HEIGHT, place >>> (HEIGHT - above), FULL_WIDTH);
    }

    /// How many hashes the level has, in a tree of this size: full and partial tiles together.
    public static long count(int level, long size) {
      return level > 7 ? 0 : size >>> (HEIGHT * level);
    }

    @Override
    public Hashes full() {
      return new Hashes(level, index, FULL_WIDTH);
    }

    @Override
    public boolean isWithin(long size) {
      return index * FULL_WIDTH + width <= count(level, size);
    }

    @Override
    public String text() {
      return "tile/" + level + Syntax.tail(index, width);
    }
  }

  /// A bundle of entries, those whose hashes are in the tile of level 0 with this index and width.
  ///
  /// @param index its place, from 0
  /// @param width how many entries it has, 1 to 256
  record Entries(long index, int width) implements TilePath {

    /// Checks the ranges.
    ///
    /// @throws IllegalArgumentException if one is out of its range
    public Entries {
      Syntax.require(index, width);
    }

    @Override
    public Entries full() {
      return new Entries(index, FULL_WIDTH);
    }

    @Override
    public boolean isWithin(long size) {
      return index * FULL_WIDTH + width <= size;
    }

    @Override
    public String text() {
      return "tile/entries" + Syntax.tail(index, width);
    }
  }

  /// How a path is spelled.
  final class Syntax {

    private static final int CHARS_MAX = 60;

    private static final Pattern PATH =
        Pattern.compile(
            "tile/(entries|[0-9]{1,2})/((?:x[0-9]{3}/)*[0-9]{3})(?:\\.p/([0-9]{1,3}))?");

    private Syntax() {}

    private static void require(long index, int width) {
      if (width < 1 || width > FULL_WIDTH) {
        throw new IllegalArgumentException("a tile of width " + width);
      }
      if (index < 0 || index > (Long.MAX_VALUE - FULL_WIDTH) / FULL_WIDTH) {
        throw new IllegalArgumentException("a tile of index " + index);
      }
    }

    private static String tail(long index, int width) {
      StringBuilder groups = new StringBuilder(group(index % 1_000));
      for (long above = index / 1_000; above > 0; above /= 1_000) {
        groups.insert(0, "x" + group(above % 1_000) + "/");
      }
      return "/" + groups + (width == FULL_WIDTH ? "" : ".p/" + width);
    }

    private static String group(long value) {
      return String.format(Locale.ROOT, "%03d", value);
    }

    /// Reads leniently: another spelling is noticed by comparing.
    private static Optional<TilePath> parse(String text) {
      Matcher path = PATH.matcher(text);
      if (text.length() > CHARS_MAX || !path.matches()) {
        return Optional.empty();
      }
      String digits = path.group(2).replace("x", "").replace("/", "");
      OptionalLong index = number(digits);
      OptionalLong width =
          path.group(3) == null ? OptionalLong.of(FULL_WIDTH) : number(path.group(3));
      if (index.isEmpty() || width.isEmpty()) {
        return Optional.empty();
      }
      try {
        int hashes = (int) width.getAsLong();
        return Optional.of(
            path.group(1).equals("entries")
                ? new Entries(index.getAsLong(), hashes)
                : new Hashes((int) number(path.group(1)).orElse(-1), index.getAsLong(), hashes));
      } catch (IllegalArgumentException outOfRange) {
        return Optional.empty();
      }
    }

    private static OptionalLong number(String digits) {
      String stripped = digits.replaceFirst("^0+(?=.)", "");
      return StrictDecimal.parse(stripped);
    }
  }
}
