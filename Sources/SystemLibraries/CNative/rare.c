// What generated code does rarely: division, roots and inverses of long integers, dictionaries.
#include <stdlib.h>
#include <string.h>

#include "cnative.h"

typedef unsigned _BitInt(256) u256;
typedef unsigned _BitInt(512) u512;

static u256 load(const uint64_t *words) {
    u256 value = 0;
    for (int i = 3; i >= 0; i--) value = value << 64 | words[i];
    return value;
}

static void store(uint64_t *words, u256 value) {
    for (int i = 0; i < 4; i++, value >>= 64) words[i] = (uint64_t)value;
}

// The largest integer whose square is not above n.
static u256 root(u256 n) {
    u256 guess = 1;
    if (n == 0) return 0;
    for (u256 rest = n; rest; rest >>= 2) guess <<= 1;
    for (;;) {
        u256 next = (guess + n / guess) >> 1;
        if (next >= guess) return guess;
        guess = next;
    }
}

// The inverse of b modulo n below n, 0 where there is none; for n = 1 there is none. Euclid's algorithm: the coefficients of b
// alternate in sign and stay below n.
static u256 inverse(u256 b, u256 n) {
    u256 r0 = n, r1 = b % n, s0 = 0, s1 = 1;
    int odd = 1;
    if (n == 1) return 0;
    while (r1 != 0) {
        u256 quotient = r0 / r1, rest = r0 % r1, coefficient = s0 + quotient * s1;
        r0 = r1;
        r1 = rest;
        s0 = s1;
        s1 = coefficient;
        odd = !odd;
    }
    if (r0 != 1) return 0;
    return odd ? n - s0 : s0;
}

typedef struct Entry {
    uint64_t key[4];
    // The value's cells, 32 bytes at most.
    uint64_t value[4];
    struct Entry *next;
} Entry;

struct NativeDictionary {
    uint64_t accesses, keys, mask, finalization;
    int has_long_key;
    Entry **slots;
    Entry *first, *last;
    NativeDictionary *next;
};

static uint64_t place(const NativeDictionary *dictionary, const uint64_t *key) {
    uint64_t h = key[0];
    for (int i = 1; i < 4; i++) h = (h ^ h >> 29) * 0xbf58476d1ce4e5b9ull + key[i];
    h = (h ^ h >> 32) * 0x94d049bb133111ebull;
    return (h ^ h >> 29) & dictionary->mask;
}

static void *zeroed(NativeContext *context, uint64_t bytes) { return memset(native_allocate(context, bytes), 0, bytes); }

static void note(NativeContext *context, uint8_t operation) {
    if (context->segment_arena >= context->arena_operations_max) {
        uint64_t most = context->arena_operations_max ? 2 * context->arena_operations_max : 64;
        uint8_t *list = native_allocate(context, most);
        if (context->arena_operations) memcpy(list, context->arena_operations, context->arena_operations_max);
        context->arena_operations = list;
        context->arena_operations_max = most;
    }
    context->arena_operations[context->segment_arena++] = operation;
}

static NativeDictionary *create(NativeContext *context) {
    NativeDictionary *dictionary = zeroed(context, sizeof *dictionary);
    dictionary->mask = 15;
    dictionary->finalization = UINT64_MAX;
    dictionary->slots = zeroed(context, 16 * sizeof(Entry *));
    if (context->last_dictionary)
        context->last_dictionary->next = dictionary;
    else
        context->first_dictionary = dictionary;
    context->last_dictionary = dictionary;
    note(context, 0);
    return dictionary;
}

static void enlarge(NativeContext *context, NativeDictionary *dictionary) {
    uint64_t count = 2 * (dictionary->mask + 1);
    dictionary->slots = zeroed(context, count * sizeof(Entry *));
    dictionary->mask = count - 1;
    for (Entry *entry = dictionary->first; entry; entry = entry->next) {
        uint64_t i = place(dictionary, entry->key);
        while (dictionary->slots[i]) i = (i + 1) & dictionary->mask;
        dictionary->slots[i] = entry;
    }
}

// The entry of a key, with zeros where it is new.
static uint64_t *find(NativeContext *context, NativeDictionary *dictionary, const uint64_t *key) {
    dictionary->accesses++;
    uint64_t i = place(dictionary, key);
    for (; dictionary->slots[i]; i = (i + 1) & dictionary->mask)
        if (!memcmp(dictionary->slots[i]->key, key, sizeof dictionary->slots[i]->key)) return dictionary->slots[i]->value;
    Entry *entry = zeroed(context, sizeof *entry);
    memcpy(entry->key, key, sizeof entry->key);
    if (key[2] | key[3]) dictionary->has_long_key = 1;
    if (dictionary->last)
        dictionary->last->next = entry;
    else
        dictionary->first = entry;
    dictionary->last = entry;
    dictionary->slots[i] = entry;
    if (4 * ++dictionary->keys > 3 * dictionary->mask) enlarge(context, dictionary);
    return entry->value;
}

// Gives back what each access paid for a key of its own, and counts what the code of the machine checks: see
// `DictionarySquash` of the compiler to CASM.
static void squash(NativeContext *context, NativeDictionary *dictionary) {
    uint64_t accesses = dictionary->accesses, keys = dictionary->keys;
    if (dictionary->finalization != UINT64_MAX) native_abort(context, 3);
    context->gas += (accesses - keys) * 4050;
    context->range_check += dictionary->has_long_key ? accesses + 5 * keys - 2 : 2 + accesses + 2 * keys;
    dictionary->finalization = context->squashed++;
    note(context, 1);
}

static int by_key(const void *x, const void *y) {
    const Entry *a = *(Entry *const *)x, *b = *(Entry *const *)y;
    for (int i = 3; i >= 0; i--)
        if (a->key[i] != b->key[i]) return a->key[i] < b->key[i] ? -1 : 1;
    return 0;
}

// What a squashed dictionary holds, as an array by rising keys: key, first value (which is zero), last value.
static uint8_t *entries(NativeContext *context, const NativeDictionary *dictionary, const uint64_t *shape) {
    uint64_t size = shape[0], last = shape[1], stride = shape[2], i = 0;
    if (size > sizeof dictionary->first->value || last < 32 || stride < last + size) native_abort(context, 3);
    Entry **list = native_allocate(context, (dictionary->keys + 1) * sizeof *list);
    uint8_t *array = zeroed(context, (dictionary->keys + 1) * stride);
    for (Entry *entry = dictionary->first; entry; entry = entry->next) list[i++] = entry;
    qsort(list, dictionary->keys, sizeof *list, by_key);
    for (i = 0; i < dictionary->keys; i++) {
        memcpy(array + i * stride, list[i]->key, sizeof list[i]->key);
        memcpy(array + i * stride + last, list[i]->value, size);
    }
    return array;
}

uint64_t native_dictionary_accesses(const NativeDictionary *dictionary) { return dictionary->accesses; }
uint64_t native_dictionary_finalization(const NativeDictionary *dictionary) { return dictionary->finalization; }
const NativeDictionary *native_dictionary_next(const NativeDictionary *dictionary) { return dictionary->next; }

void native_rare(NativeContext *context, uint32_t operation, const uint64_t *operands, uint64_t *result) {
    switch (operation) {
    case 1: {
        u256 a = load(operands), b = load(operands + 4);
        if (b == 0) native_abort(context, 3);
        store(result, a / b);
        store(result + 4, a % b);
        return;
    }
    case 2: {
        u256 r = root(load(operands));
        result[0] = (uint64_t)r;
        result[1] = (uint64_t)(r >> 64);
        return;
    }
    case 3: {
        u512 a = (u512)load(operands + 4) << 256 | load(operands), b = load(operands + 8);
        if (b == 0) native_abort(context, 3);
        u512 q = a / b;
        store(result, (u256)q);
        store(result + 4, (u256)(q >> 256));
        store(result + 8, (u256)(a % b));
        return;
    }
    case 4: result[0] = (uint64_t)root((u256)operands[1] << 64 | operands[0]); return;
    case 5: {
        u256 n = load(operands + 4);
        if (n == 0) native_abort(context, 3);
        store(result, inverse(load(operands), n));
        return;
    }
    case 10: result[0] = (uint64_t)(uintptr_t)create(context); return;
    case 11: result[0] = (uint64_t)(uintptr_t)find(context, (NativeDictionary *)(uintptr_t)operands[0], operands + 1); return;
    case 12: squash(context, (NativeDictionary *)(uintptr_t)operands[0]); return;
    case 13: {
        const NativeDictionary *dictionary = (NativeDictionary *)(uintptr_t)operands[0];
        result[0] = (uint64_t)(uintptr_t)entries(context, dictionary, operands + 1);
        result[1] = dictionary->keys;
        return;
    }
    default: native_abort(context, 3);
    }
}
