"""Starknet's Keccak: Keccak-256 with the padding of before SHA-3, cut to 250 bits."""

MASK = 2**64 - 1


def rotated(word, count):
    return ((word << count) | (word >> (64 - count))) & MASK


def constants():
    """Round constants, from the register that the standard defines."""
    register, made = 1, []
    for _ in range(24):
        constant = 0
        for place in range(7):
            if register & 1:
                constant |= 1 << (2**place - 1)
            register = (register << 1) ^ (0x171 if register & 0x80 else 0)
        made.append(constant)
    return made


CONSTANTS = constants()


def permute(lanes):
    for constant in CONSTANTS:
        sums = [lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20] for x in range(5)]
        lanes = [lanes[i] ^ sums[(i + 4) % 5] ^ rotated(sums[(i + 1) % 5], 1) for i in range(25)]
        x, y, held = 1, 0, lanes[1]
        for step in range(24):
            x, y = y, (2 * x + 3 * y) % 5
            lanes[x + 5 * y], held = rotated(held, (step + 1) * (step + 2) // 2 % 64), lanes[x + 5 * y]
        lanes = [
            lanes[i] ^ (~lanes[i // 5 * 5 + (i + 1) % 5] & lanes[i // 5 * 5 + (i + 2) % 5]) & MASK for i in range(25)
        ]
        lanes[0] ^= constant
    return lanes


def starknet_keccak(data):
    rate, lanes = 136, [0] * 25
    data = data + b"\x01" + b"\0" * (-(len(data) + 1) % rate)
    data = data[:-1] + bytes([data[-1] | 0x80])
    for start in range(0, len(data), rate):
        for place in range(rate // 8):
            lanes[place] ^= int.from_bytes(data[start + 8 * place : start + 8 * place + 8], "little")
        lanes = permute(lanes)
    digest = b"".join(lane.to_bytes(8, "little") for lane in lanes[:4])
    return int.from_bytes(digest, "big") % 2**250
