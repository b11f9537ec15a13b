"""Sierra programs as classes carry them: felts, the dictionary coding, and lists in between."""

PRIME = 2**251 + 17 * 2**192 + 1
FALLTHROUGH = 2**64 - 1


def words_per_felt(bits):
    count = 0
    while 2 ** (bits * (count + 1)) < PRIME:
        count += 1
    return count


def decompress(felts):
    size, padding = felts[0], felts[1]
    code, count, packed = felts[2 : 2 + size], felts[2 + size], felts[3 + size :]
    bits = (size + padding).bit_length() - 1
    values = []
    for felt in packed:
        for _ in range(words_per_felt(bits)):
            if len(values) < count:
                values.append(code[felt % 2**bits])
            felt >>= bits
    return values


def compress(values):
    code = list(dict.fromkeys(values))
    padded = max(256, 1 << (len(code) - 1).bit_length())
    bits, place = padded.bit_length() - 1, {value: index for index, value in enumerate(code)}
    per_felt, packed = words_per_felt(bits), []
    for start in range(0, len(values), per_felt):
        packed.append(sum(place[value] << (bits * i) for i, value in enumerate(values[start : start + per_felt])))
    return [len(code), padded - len(code), *code, len(values), *packed]


def flat(pairs):
    return [value for pair in pairs for value in pair]


def contract_class(versions, program, entry_points=None):
    """A class with this program: the JSON that compilers read."""
    return {
        "sierra_program": [hex(felt) for felt in versions + compress(program.encoded())],
        "contract_class_version": "0.1.0",
        "entry_points_by_type": entry_points or {"EXTERNAL": [], "L1_HANDLER": [], "CONSTRUCTOR": []},
        "abi": [],
    }


class Program:
    """A program: lists of lists, as in the felts."""

    def __init__(self, values=None):
        self.types, self.libfuncs, self.statements, self.functions = [], [], [], []
        if values is None:
            return
        self.values, self.at = values, 0
        self.types = [self.declaration() for _ in range(self.next())]
        self.libfuncs = [[self.next(), self.arguments(self.next())] for _ in range(self.next())]
        self.statements = [self.statement() for _ in range(self.next())]
        self.functions = [self.function() for _ in range(self.next())]

    def next(self):
        self.at += 1
        return self.values[self.at - 1]

    def numbers(self):
        return [self.next() for _ in range(self.next())]

    def arguments(self, count):
        return [[self.next(), self.next()] for _ in range(count)]

    def declaration(self):
        name, header = self.next(), self.next()
        return [name, header >> 128, self.arguments(header % 2**128)]

    def statement(self):
        if self.next() == 1:
            return [None, self.numbers()]
        libfunc, arguments = self.next(), self.numbers()
        return [libfunc, arguments, [[self.next(), self.numbers()] for _ in range(self.next())]]

    def function(self):
        parameters, results = self.numbers(), self.numbers()
        return [parameters, results, [self.next() for _ in parameters], self.next()]

    def encoded(self):
        out = [len(self.types)]
        for name, flags, arguments in self.types:
            out += [name, len(arguments) + (flags << 128), *flat(arguments)]
        out.append(len(self.libfuncs))
        for name, arguments in self.libfuncs:
            out += [name, len(arguments), *flat(arguments)]
        out.append(len(self.statements))
        for statement in self.statements:
            if statement[0] is None:
                out += [1, len(statement[1]), *statement[1]]
                continue
            out += [0, statement[0], len(statement[1]), *statement[1], len(statement[2])]
            for target, results in statement[2]:
                out += [target, len(results), *results]
        out.append(len(self.functions))
        for parameters, results, variables, entry in self.functions:
            out += [len(parameters), *parameters, len(results), *results, *variables, entry]
        return out
