package io.ledgerline.note;

import java.util.Arrays;

/// The known answers of a key whose seed is 32 times 0x01, over the tree of eight fixed leaves;
/// computed with the Go libraries of C2SP, not with this code.
final class TestNotes {

  static final String ORIGIN = "ledgerline.example/demo";

  static final String VKEY =
      "ledgerline.example/demo+44fd1502+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c";

  static final String WITNESS_LINE =
      "\u2014 witness.example/w1"
          + " 3xwKNQAAAABpVbkARhzzoc6tQtmXoG9zeDhBA8qVFuTr93yItSw79lmrYOqVLxtyftmwlN8rOrW2wAexm0xb6lC6h1dXjo8B7o9DBQ==\n";

  static final String SIZE_8 =
      """
      ledgerline.example/demo
      8
      XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=

      \u2014 ledgerline.example/demo RP0VAissjS1CwLllhm5xlb9I78sxGQMNanWjLn98sZDnimb3nPm4366qMIrnX+ikN/QiColUFbBB5A9xGFGF5V4zYgs=
      """;

  static final String SIZE_1 =
      """
      ledgerline.example/demo
      1
      bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=

      \u2014 ledgerline.example/demo RP0VAtez7FaPLcymPWWFqohkKVzzFC4TMozpVTPGWCIUuLN8jdlLkpF2eHnn8GsfTh5sU9pDteZ1UtWdsunB9C7H3wk=
      """;

  static final String SIZE_0 =
      """
      ledgerline.example/demo
      0
      47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=

      \u2014 ledgerline.example/demo RP0VAmBLnfcwDXF4rxiwXHZDkarntSaTSiIwBZGY0YbptwPo7rkEBB5uk4JGtt/aFWE5RZJzrcsXmEHea3lTzmsKygw=
      """;

  static final String PROOF_5 =
      """
      c2sp.org/tlog-proof@v1
      index 5
      vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=
      yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=
      037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=

      """
          + SIZE_8;

  private TestNotes() {}

  static SigningKey key() {
    byte[] seed = new byte[SigningKey.SEED_BYTES];
    Arrays.fill(seed, (byte) 1);
    return SigningKey.ofSeed(ORIGIN, seed);
  }
}
