// A flat, typed view of one JSON document, parsed by simdjson. No C++ exception leaves this interface.
#pragma once
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif

/// What a node is. The order is part of the interface.
enum {
    STARLING_JSON_NULL = 0,
    STARLING_JSON_FALSE = 1,
    STARLING_JSON_TRUE = 2,
    STARLING_JSON_NUMBER = 3,
    STARLING_JSON_STRING = 4,
    STARLING_JSON_ARRAY = 5,
    STARLING_JSON_OBJECT = 6,
};

/// One value in document order. Numbers and strings are `count` bytes at `offset` of the text (numbers as written,
/// strings unescaped UTF-8). Arrays and objects hold `count` elements or members and end before node `offset`;
/// a member is a string node, then the value.
typedef struct {
    uint32_t kind;
    uint32_t count;
    uint64_t offset;
} starling_json_node;

typedef struct {
    starling_json_node *nodes;
    size_t node_count;
    uint8_t *text;
    size_t text_count;
} starling_json_document;

/// Results of `starling_json_parse`.
enum {
    STARLING_JSON_OK = 0,
    STARLING_JSON_SYNTAX = 1,
    STARLING_JSON_TOO_DEEP = 2,
    STARLING_JSON_TOO_MANY_NODES = 3,
    STARLING_JSON_DUPLICATE_KEY = 4,
    STARLING_JSON_MEMORY = 5,
};

/// Parses exactly one value: RFC 8259, valid UTF-8, no duplicate keys, nesting at most `depth_max`, at most
/// `nodes_max` nodes. Fills `out` on success; release it with `starling_json_free`.
int starling_json_parse(
    const uint8_t *bytes, size_t count, size_t depth_max, size_t nodes_max, starling_json_document *out);

void starling_json_free(starling_json_document *document);

#ifdef __cplusplus
}
#endif
