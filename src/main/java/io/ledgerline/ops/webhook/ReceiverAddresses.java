package io.ledgerline.ops.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// Which addresses a notice may be sent to.
///
/// What is reached through a name that others control must not be a machine of ours that trusts its
/// neighbours: loopback, private, link-local and other special addresses are refused unless they
/// are allowed (IANA special-purpose address registries, RFC 6890).
final class ReceiverAddresses {

  private static final int IPV4_BYTES = 4;

  private final boolean allowsPrivate;

  ReceiverAddresses(boolean allowsPrivate) {
    this.allowsPrivate = allowsPrivate;
  }

  /// The address to connect to. Blocks for as long as the name service does.
  ///
  /// @throws UnknownHostException if the name has none
  /// @throws ForbiddenAddressException if one of those that it has is refused
  InetAddress of(String host) throws UnknownHostException {
    InetAddress[] found = InetAddress.getAllByName(host);
    for (InetAddress address : found) {
      if (!allowsPrivate && isSpecial(address)) {
        throw new ForbiddenAddressException(
            (host.equals(address.getHostAddress())
                    ? host
                    : host + ", " + address.getHostAddress() + ",")
                + " is not a public address; ledgerline.webhook.private-addresses=true allows it");
      }
    }
    return found[0];
  }

  static boolean isSpecial(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return true;
    }
    byte[] bytes = address.getAddress();
    return bytes.length == IPV4_BYTES ? isSpecial4(bytes) : isSpecial6(bytes);
  }

  private static boolean isSpecial4(byte[] bytes) {
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    boolean isShared = first == 100 && (second & 0xc0) == 64;
    boolean isProtocol = first == 192 && second == 0 && bytes[2] == 0;
    boolean isBenchmark = first == 198 && (second & 0xfe) == 18;
    return first == 0 || first >= 240 || isShared || isProtocol || isBenchmark;
  }

  /// Unique local addresses, and those that lead back to IPv4: translated (64:ff9b::/96), 6to4 and
  /// Teredo.
  private static boolean isSpecial6(byte[] bytes) {
    int group = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
    int next = ((bytes[2] & 0xff) << 8) | (bytes[3] & 0xff);
    boolean isUniqueLocal = (group & 0xfe00) == 0xfc00;
    boolean isTranslated = group == 0x64 && next == 0xff9b;
    boolean isTunnel = group == 0x2002 || (group == 0x2001 && next == 0);
    boolean isZero = group == 0;
    return isUniqueLocal || isTranslated || isTunnel || isZero;
  }

  /// A receiver that must not be asked.
  static final class ForbiddenAddressException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ForbiddenAddressException(String message) {
      super(message);
    }
  }
}
