package io.ledgerline.canon;

/// How much a JSON text may hold before the reader refuses it.
///
/// @param sizeBytesMax the largest text, in bytes
/// @param depthMax the deepest nesting of arrays and objects; a scalar has depth 0
public record JsonLimits(int sizeBytesMax, int depthMax) {

  /// What our own records are read with: 1 MiB, 32 levels.
  public static final JsonLimits OWN_RECORDS = new JsonLimits(1 << 20, 32);

  /// The most values, of any kind, that one text may hold: a value takes some hundred bytes of
  /// memory however short it is written, so that a small text of many empty objects would fill it.
  public static final int VALUES_MAX = 1_000_000;

  /// The deepest nesting that a limit may allow.
  public static final int DEPTH_MAX = 1_000;

  /// The most members that one text may repeat: producers that repeat one repeat a few.
  public static final int REPEATS_MAX = 100;

  /// Checks that both limits are usable.
  ///
  /// @throws IllegalArgumentException if a limit is not positive, or the depth exceeds [#DEPTH_MAX]
  public JsonLimits {
    if (sizeBytesMax < 1 || depthMax < 1 || depthMax > DEPTH_MAX) {
      throw new IllegalArgumentException(
          "limits of " + sizeBytesMax + " bytes and " + depthMax + " levels");
    }
  }
}
