#include "CSimdJSON.h"
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>
#include <simdjson.h>
#include <string_view>
#include <vector>

using namespace simdjson;

namespace {

// A number's text is bounded so that no later conversion has to be.
constexpr size_t number_bytes_max = 128;
// A parser that has grown beyond this is dropped after use rather than kept with its thread.
constexpr size_t kept_bytes_max = 4 << 20;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// simdjson hands out the raw token of a number, which it has not looked at: the grammar of RFC 8259 section 6.
bool is_number(std::string_view s) {
    size_t i = 0;
    const size_t n = s.size();
    if (n == 0 || n > number_bytes_max) return false;
    if (s[i] == '-') i++;
    if (i == n) return false;
    if (s[i] == '0') i++;
    else if (is_digit(s[i])) while (i < n && is_digit(s[i])) i++;
    else return false;
    if (i < n && s[i] == '.') {
        i++;
        if (i == n || !is_digit(s[i])) return false;
        while (i < n && is_digit(s[i])) i++;
    }
    if (i < n && (s[i] == 'e' || s[i] == 'E')) {
        i++;
        if (i < n && (s[i] == '+' || s[i] == '-')) i++;
        if (i == n || !is_digit(s[i])) return false;
        while (i < n && is_digit(s[i])) i++;
    }
    return i == n;
}

std::string_view trimmed(std::string_view s) {
    while (!s.empty() && (s.back() == ' ' || s.back() == '\n' || s.back() == '\r' || s.back() == '\t')) s.remove_suffix(1);
    return s;
}

struct Builder {
    std::vector<starling_json_node> nodes;
    std::vector<uint8_t> text;
    size_t depth_max, nodes_max;
    std::vector<std::string_view> keys;

    int add(uint32_t kind) {
        if (nodes.size() >= nodes_max) return STARLING_JSON_TOO_MANY_NODES;
        nodes.push_back({kind, 0, 0});
        return STARLING_JSON_OK;
    }

    int add_text(uint32_t kind, std::string_view s) {
        if (nodes.size() >= nodes_max) return STARLING_JSON_TOO_MANY_NODES;
        nodes.push_back({kind, (uint32_t)s.size(), text.size()});
        text.insert(text.end(), s.begin(), s.end());
        return STARLING_JSON_OK;
    }

    bool has_duplicate_key(size_t object) {
        keys.clear();
        size_t at = object + 1;
        for (uint32_t k = 0; k < nodes[object].count; k++) {
            const auto &key = nodes[at];
            keys.push_back({(const char *)text.data() + key.offset, key.count});
            const auto &value = nodes[at + 1];
            at = value.kind >= STARLING_JSON_ARRAY ? value.offset : at + 2;
        }
        std::sort(keys.begin(), keys.end());
        return std::adjacent_find(keys.begin(), keys.end()) != keys.end();
    }

    template <typename Value> int walk(Value &&value, size_t depth) {
        ondemand::json_type type;
        if (value.type().get(type)) return STARLING_JSON_SYNTAX;
        switch (type) {
        case ondemand::json_type::null: {
            bool is_null = false;
            if (value.is_null().get(is_null) || !is_null) return STARLING_JSON_SYNTAX;
            return add(STARLING_JSON_NULL);
        }
        case ondemand::json_type::boolean: {
            bool b = false;
            if (value.get_bool().get(b)) return STARLING_JSON_SYNTAX;
            return add(b ? STARLING_JSON_TRUE : STARLING_JSON_FALSE);
        }
        case ondemand::json_type::string: {
            std::string_view s;
            if (value.get_string().get(s)) return STARLING_JSON_SYNTAX;
            return add_text(STARLING_JSON_STRING, s);
        }
        case ondemand::json_type::number: return number(value);
        case ondemand::json_type::array: {
            if (depth >= depth_max) return STARLING_JSON_TOO_DEEP;
            ondemand::array array;
            if (value.get_array().get(array)) return STARLING_JSON_SYNTAX;
            const size_t self = nodes.size();
            if (int code = add(STARLING_JSON_ARRAY)) return code;
            uint32_t count = 0;
            for (auto item : array) {
                ondemand::value element;
                if (item.get(element)) return STARLING_JSON_SYNTAX;
                if (int code = walk(element, depth + 1)) return code;
                count++;
            }
            nodes[self].count = count;
            nodes[self].offset = nodes.size();
            return STARLING_JSON_OK;
        }
        case ondemand::json_type::object: {
            if (depth >= depth_max) return STARLING_JSON_TOO_DEEP;
            ondemand::object object;
            if (value.get_object().get(object)) return STARLING_JSON_SYNTAX;
            const size_t self = nodes.size();
            if (int code = add(STARLING_JSON_OBJECT)) return code;
            uint32_t count = 0;
            for (auto item : object) {
                std::string_view key;
                if (item.unescaped_key().get(key)) return STARLING_JSON_SYNTAX;
                if (int code = add_text(STARLING_JSON_STRING, key)) return code;
                ondemand::value member;
                if (item.value().get(member)) return STARLING_JSON_SYNTAX;
                if (int code = walk(member, depth + 1)) return code;
                count++;
            }
            nodes[self].count = count;
            nodes[self].offset = nodes.size();
            return has_duplicate_key(self) ? STARLING_JSON_DUPLICATE_KEY : STARLING_JSON_OK;
        }
        default: return STARLING_JSON_SYNTAX;
        }
    }

    // Leaves the token unconsumed: the iteration of the parent skips it.
    int number(ondemand::value &value) {
        const std::string_view token = trimmed(value.raw_json_token());
        return is_number(token) ? add_text(STARLING_JSON_NUMBER, token) : STARLING_JSON_SYNTAX;
    }
};

// The document is parsed as the one element of an array, so that scalars at the root take the same path as others.
int parse(const uint8_t *bytes, size_t count, size_t depth_max, Builder &builder) {
    static thread_local ondemand::parser kept_parser;
    static thread_local std::vector<char> kept_padded;
    ondemand::parser own_parser;
    std::vector<char> own_padded;
    const bool keep = count <= kept_bytes_max;
    ondemand::parser &parser = keep ? kept_parser : own_parser;
    std::vector<char> &padded = keep ? kept_padded : own_padded;

    padded.resize(count + 2 + SIMDJSON_PADDING);
    padded[0] = '[';
    if (count > 0) memcpy(padded.data() + 1, bytes, count);
    padded[count + 1] = ']';
    memset(padded.data() + count + 2, 0, SIMDJSON_PADDING);

    // The parser's own depth check only has to be wide enough for ours to speak first.
    if (parser.allocate(std::max(count + 2, parser.capacity()), depth_max + 8)) return STARLING_JSON_MEMORY;
    ondemand::document document;
    if (parser.iterate(padded.data(), count + 2, padded.size()).get(document)) return STARLING_JSON_SYNTAX;
    ondemand::array wrapper;
    if (document.get_array().get(wrapper)) return STARLING_JSON_SYNTAX;
    size_t values = 0;
    for (auto item : wrapper) {
        ondemand::value value;
        if (values > 0 || item.get(value)) return STARLING_JSON_SYNTAX;
        if (int code = builder.walk(value, 0)) return code;
        values++;
    }
    // Text such as `1],[2` closes the wrapper early: nothing may follow it.
    const char *rest = nullptr;
    const bool at_end = document.current_location().get(rest) == OUT_OF_BOUNDS;
    return values == 1 && at_end ? STARLING_JSON_OK : STARLING_JSON_SYNTAX;
}

} // namespace

extern "C" int starling_json_parse(
    const uint8_t *bytes, size_t count, size_t depth_max, size_t nodes_max, starling_json_document *out) {
    *out = {nullptr, 0, nullptr, 0};
    if (count > UINT32_MAX) return STARLING_JSON_MEMORY;
    try {
        Builder builder;
        builder.depth_max = depth_max;
        builder.nodes_max = nodes_max;
        if (int code = parse(bytes, count, depth_max, builder)) return code;
        auto *nodes = (starling_json_node *)malloc(builder.nodes.size() * sizeof(starling_json_node));
        auto *text = (uint8_t *)malloc(std::max<size_t>(builder.text.size(), 1));
        if (nodes == nullptr || text == nullptr) {
            free(nodes);
            free(text);
            return STARLING_JSON_MEMORY;
        }
        memcpy(nodes, builder.nodes.data(), builder.nodes.size() * sizeof(starling_json_node));
        if (!builder.text.empty()) memcpy(text, builder.text.data(), builder.text.size());
        *out = {nodes, builder.nodes.size(), text, builder.text.size()};
        return STARLING_JSON_OK;
    } catch (...) {
        return STARLING_JSON_MEMORY;
    }
}

extern "C" void starling_json_free(starling_json_document *document) {
    free(document->nodes);
    free(document->text);
    *document = {nullptr, 0, nullptr, 0};
}
