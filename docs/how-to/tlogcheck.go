// tlogcheck reads a whole log over HTTP and checks it with golang.org/x/mod/sumdb alone.
//
//	tlogcheck PREFIX VKEY-FILE [OLDER-CHECKPOINT]
//
// The checkpoint must be signed by the key; every tile must lead to its root; every entry must
// hash to its place in the tiles; and the log of the older checkpoint, kept from an earlier run,
// must be the beginning of this one. It writes the checkpoint to standard output: keep it.
package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8 // C2SP tlog-tiles: 2^8 hashes a tile

var prefix string

func get(path string) []byte {
	resp, err := http.Get(prefix + "/" + path)
	check(err)
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, 256*65537))
	check(err)
	if resp.StatusCode != http.StatusOK {
		log.Fatalf("%s: %s", path, resp.Status)
	}
	return body
}

// open returns the tree that a trusted key signed.
func open(checkpoint []byte, key note.Verifier) tlog.Tree {
	signed, err := note.Open(checkpoint, note.VerifierList(key))
	check(err)
	lines := strings.Split(signed.Text, "\n")
	if len(lines) < 4 || lines[0] != key.Name() {
		log.Fatalf("not a checkpoint of %s", key.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	root, err := tlog.ParseHash(lines[2])
	check(err)
	return tlog.Tree{N: size, Hash: root}
}

// tiles reads tiles; tlog.TileHashReader authenticates them. Go writes tile/8/L/N for tile/L/N.
type tiles struct{}

func (tiles) Height() int { return height }

func (tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range wanted {
		data = append(data, get(strings.Replace(tile.Path(), "tile/8/", "tile/", 1)))
	}
	return data, nil
}

func (tiles) SaveTiles([]tlog.Tile, [][]byte) {}

// bundle returns the entries from number n*256 on.
func bundle(n int64, width int) [][]byte {
	tile := tlog.Tile{H: height, L: -1, N: n, W: width}
	path := strings.Replace(tile.Path(), "tile/8/data/", "tile/entries/", 1)
	rest := get(path)
	var entries [][]byte
	for len(rest) >= 2 {
		size := int(binary.BigEndian.Uint16(rest))
		if len(rest) < 2+size {
			log.Fatalf("%s is cut", path)
		}
		entries = append(entries, rest[2:2+size])
		rest = rest[2+size:]
	}
	if len(rest) != 0 || len(entries) != width {
		log.Fatalf("%s has %d entries and %d bytes, want %d", path, len(entries), len(rest), width)
	}
	return entries
}

func main() {
	log.SetFlags(0)
	if len(os.Args) < 3 {
		log.Fatal("usage: tlogcheck PREFIX VKEY-FILE [OLDER-CHECKPOINT]")
	}
	prefix = strings.TrimSuffix(os.Args[1], "/")
	vkey, err := os.ReadFile(os.Args[2])
	check(err)
	key, err := note.NewVerifier(strings.TrimSpace(string(vkey)))
	check(err)
	checkpoint := get("checkpoint")
	tree := open(checkpoint, key)
	reader := tlog.TileHashReader(tree, tiles{})

	for n := int64(0); n<<height < tree.N; n++ {
		width := 1 << height
		if left := tree.N - n<<height; left < int64(width) {
			width = int(left)
		}
		var places []int64
		for i := 0; i < width; i++ {
			places = append(places, tlog.StoredHashIndex(0, n<<height+int64(i)))
		}
		hashes, err := reader.ReadHashes(places)
		check(err)
		for i, entry := range bundle(n, width) {
			if tlog.RecordHash(entry) != hashes[i] {
				log.Fatalf("entry %d is not the one in the tree", n<<height+int64(i))
			}
		}
	}
	if len(os.Args) > 3 {
		kept, err := os.ReadFile(os.Args[3])
		check(err)
		older := open(kept, key)
		proof, err := tlog.ProveTree(tree.N, older.N, reader)
		check(err)
		check(tlog.CheckTree(proof, tree.N, tree.Hash, older.N, older.Hash))
		fmt.Fprintf(os.Stderr, "%d entries continue the %d that you kept\n", tree.N, older.N)
	}
	fmt.Fprintf(os.Stderr, "%d entries, each in the tree that %s signed\n", tree.N, key.Name())
	os.Stdout.Write(checkpoint)
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
