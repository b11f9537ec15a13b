// Products of canonical felts. With d = 2^59 + 17 the prime is P = d * 2^192 + 1, so that 2^192 * d = -1: dividing what stands
// above 2^192 by d, quotient q and rest r, gives x = r * 2^192 + (x below 2^192) - q modulo P.
#include "cnative.h"

typedef unsigned __int128 wide;

#define TOP 0x0800000000000011ull      // the highest limb of P; the others are 1, 0, 0
#define DIVISOR ((1ull << 63) + 272)   // d * 2^4: its highest bit is set
#define RECIPROCAL 0xfffffffffffffbc0ull  // floor((2^128 - 1) / DIVISOR) - 2^64

// One digit: (high * 2^64 + low) / DIVISOR for high < DIVISOR, by the reciprocal (Möller and Granlund, algorithm 4).
static inline uint64_t digit(uint64_t high, uint64_t low, uint64_t *rest) {
    wide estimate = (wide)RECIPROCAL * high + (((wide)high << 64) | low);
    uint64_t quotient = (uint64_t)(estimate >> 64) + 1;
    uint64_t remainder = low - quotient * DIVISOR;
    if (remainder > (uint64_t)estimate) {
        quotient--;
        remainder += DIVISOR;
    }
    if (__builtin_expect(remainder >= DIVISOR, 0)) {
        quotient++;
        remainder -= DIVISOR;
    }
    *rest = remainder;
    return quotient;
}

// Takes b from a, limb by limb; 1 when it was too much.
static inline uint64_t subtract(uint64_t a[4], uint64_t b0, uint64_t b1, uint64_t b2, uint64_t b3) {
    const uint64_t b[4] = {b0, b1, b2, b3};
    uint64_t borrow = 0;
#pragma unroll
    for (int i = 0; i < 4; i++) {
        wide difference = (wide)a[i] - b[i] - borrow;
        a[i] = (uint64_t)difference;
        borrow = (uint64_t)(difference >> 64) & 1;
    }
    return borrow;
}

static inline void add_prime(uint64_t a[4], uint64_t mask) {
    wide sum = (wide)a[0] + (mask & 1);
    a[0] = (uint64_t)sum;
    sum = (wide)a[1] + (uint64_t)(sum >> 64);
    a[1] = (uint64_t)sum;
    sum = (wide)a[2] + (uint64_t)(sum >> 64);
    a[2] = (uint64_t)sum;
    a[3] += (mask & TOP) + (uint64_t)(sum >> 64);
}

// Limbs below the digits, and the digits: a value above -2P and below 2P becomes canonical.
static inline void finish(uint64_t a[4], const uint64_t q[4], NativeFelt *result) {
    uint64_t negative = subtract(a, q[0], q[1], q[2], q[3]);
    add_prime(a, 0 - negative);
    add_prime(a, 0 - (negative & (a[3] >> 63)));
    uint64_t reduced[4] = {a[0], a[1], a[2], a[3]};
    uint64_t small = subtract(reduced, 1, 0, 0, TOP);
    for (int i = 0; i < 4; i++) result->limbs[i] = small ? a[i] : reduced[i];
}

// x below P^2.
static void reduce(const uint64_t x[8], NativeFelt *result) {
    uint64_t rest = x[7] << 4 | x[6] >> 60, q[4];
    q[3] = digit(rest, x[6] << 4 | x[5] >> 60, &rest);
    q[2] = digit(rest, x[5] << 4 | x[4] >> 60, &rest);
    q[1] = digit(rest, x[4] << 4 | x[3] >> 60, &rest);
    q[0] = digit(rest, x[3] << 4, &rest);
    uint64_t a[4] = {x[0], x[1], x[2], rest >> 4};
    finish(a, q, result);
}

void native_multiply_felt_by_small(const NativeFelt *x, uint64_t y, NativeFelt *result) {
    uint64_t t[8] = {0}, carry = 0;
#pragma unroll
    for (int i = 0; i < 4; i++) {
        wide product = (wide)x->limbs[i] * y + carry;
        t[i] = (uint64_t)product;
        carry = (uint64_t)(product >> 64);
    }
    t[4] = carry;
    // One digit: what is above 2^192 is below 2^60 * 2^64.
    uint64_t rest = t[4] << 4 | t[3] >> 60;
    if (__builtin_expect(rest >= DIVISOR || t[4] >> 60, 0)) return reduce(t, result);
    const uint64_t q[4] = {digit(rest, t[3] << 4, &rest), 0, 0, 0};
    uint64_t a[4] = {t[0], t[1], t[2], rest >> 4};
    finish(a, q, result);
}

void native_multiply_felts(const NativeFelt *x, const NativeFelt *y, NativeFelt *result) {
    if (!(y->limbs[1] | y->limbs[2] | y->limbs[3])) return native_multiply_felt_by_small(x, y->limbs[0], result);
    if (!(x->limbs[1] | x->limbs[2] | x->limbs[3])) return native_multiply_felt_by_small(y, x->limbs[0], result);
    uint64_t t[8] = {0};
#pragma unroll
    for (int i = 0; i < 4; i++) {
        uint64_t carry = 0;
#pragma unroll
        for (int j = 0; j < 4; j++) {
            wide sum = (wide)x->limbs[i] * y->limbs[j] + t[i + j] + carry;
            t[i + j] = (uint64_t)sum;
            carry = (uint64_t)(sum >> 64);
        }
        t[i + 4] = carry;
    }
    reduce(t, result);
}
