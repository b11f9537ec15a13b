"""Writes Cairo contracts at random: well typed, with integers of all widths, structs, enums, options, arrays, dictionaries, storage,
loops, matches and calls. What they compute means nothing."""
import random

UNSIGNED = {"u8": 8, "u16": 16, "u32": 32, "u64": 64, "u128": 128, "u256": 256}
SIGNED = {"i8": 8, "i16": 16, "i32": 32, "i64": 64, "i128": 128}
NUMBERS = ["felt252", *UNSIGNED, *SIGNED]


class Contract:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.counter = 0
        self.structs, self.enums, self.functions = {}, {}, []
        for index in range(self.random.randrange(1, 4)):
            self.structs[f"S{index}"] = [self.plain() for _ in range(self.random.randrange(1, 5))]
        for index in range(self.random.randrange(1, 3)):
            self.enums[f"E{index}"] = [
                self.random.choice(["()", self.plain()]) for _ in range(self.random.randrange(1, 6))]
        helpers = [self.function(f"h{index}", False) for index in range(self.random.randrange(2, 6))]
        entries = [self.function(f"f{index}", True) for index in range(self.random.randrange(1, 5))]
        self.source = self.contract(helpers, entries)

    def name(self):
        self.counter += 1
        return f"v{self.counter}"

    def plain(self):
        """A type whose values are copied, without those declared here."""
        return self.random.choice(NUMBERS + ["bool"])

    def type(self):
        kind = self.random.randrange(10)
        if kind == 0:
            return self.random.choice(list(self.structs))
        if kind == 1:
            return self.random.choice(list(self.enums))
        if kind == 2:
            return f"Option<{self.plain()}>"
        if kind == 3:
            return f"({self.plain()}, {self.plain()})"
        return self.plain()

    # Expressions

    def literal(self, type):
        if type in UNSIGNED:
            return f"{self.random.choice([0, 1, 2, self.random.randrange(2 ** UNSIGNED[type])])}_{type}"
        if type in SIGNED:
            return f"{self.random.choice([0, 1, self.random.randrange(2 ** (SIGNED[type] - 1))])}_{type}"
        if type == "felt252":
            return str(self.random.choice([0, 1, 2**128, self.random.randrange(2**251)]))
        if type == "bool":
            return self.random.choice(["true", "false"])
        if type in self.structs:
            members = [f"m{i}: {self.literal(member)}" for i, member in enumerate(self.structs[type])]
            return f"{type} {{ {', '.join(members)} }}"
        if type in self.enums:
            index = self.random.randrange(len(self.enums[type]))
            payload = self.enums[type][index]
            return f"{type}::C{index}({'()' if payload == '()' else self.literal(payload)})"
        if type.startswith("Option<"):
            inner = type[7:-1]
            return self.random.choice([f"Option::Some({self.literal(inner)})", f"Option::<{inner}>::None"])
        left, right = type[1:-1].split(", ")
        return f"({self.literal(left)}, {self.literal(right)})"

    def expression(self, type, scope, depth):
        known = [name for name, of in scope if of == type]
        if depth <= 0 or self.random.random() < 0.2:
            return self.random.choice(known) if known and self.random.random() < 0.8 else self.literal(type)
        deeper = lambda of: self.expression(of, scope, depth - 1)  # noqa: E731
        choices = [lambda: f"(if {deeper('bool')} {{ {deeper(type)} }} else {{ {deeper(type)} }})"]
        for index, (name, parameters, result) in enumerate(self.functions):
            if result == type:
                choices.append(lambda n=name, p=parameters: f"{n}({', '.join(deeper(of) for of in p)})")
        for struct, members in self.structs.items():
            for index, member in enumerate(members):
                if member == type:
                    choices.append(lambda s=struct, i=index: f"({deeper(s)}).m{i}")
        if type in UNSIGNED:
            operators = ["+", "-", "*", "/", "%", "&", "|", "^"]
            choices += [lambda: f"({deeper(type)} {self.random.choice(operators)} {deeper(type)})"] * 4
            other = self.random.choice([t for t in UNSIGNED if t != type])
            if UNSIGNED[other] < UNSIGNED[type]:
                choices.append(lambda: f"Into::<{other}, {type}>::into({deeper(other)})")
            else:
                choices.append(lambda: f"TryInto::<{other}, {type}>::try_into({deeper(other)}).unwrap()")
        elif type in SIGNED:
            choices += [lambda: f"({deeper(type)} {self.random.choice('+-*')} {deeper(type)})"] * 3
        elif type == "felt252":
            choices += [lambda: f"({deeper(type)} {self.random.choice('+-*')} {deeper(type)})"] * 3
            narrow = self.random.choice(["u8", "u64", "u128", "i32"])
            choices += [
                lambda: f"Into::<{narrow}, felt252>::into({deeper(narrow)})",
                lambda: f"core::pedersen::pedersen({deeper(type)}, {deeper(type)})",
                lambda: f"core::poseidon::poseidon_hash_span(array![{deeper(type)}, {deeper(type)}].span())",
                lambda: "Into::<starknet::ContractAddress, felt252>::into(starknet::get_caller_address())",
            ]
        elif type == "bool":
            of = self.random.choice(NUMBERS)
            comparison = "==" if of == "felt252" else self.random.choice(["==", "!=", "<", "<=", ">"])
            choices += [
                lambda: f"({deeper(of)} {comparison} {deeper(of)})", lambda: f"(!{deeper('bool')})",
                lambda: f"({deeper('bool')} {self.random.choice(['&&', '||', '^'])} {deeper('bool')})",
            ]
        elif type.startswith("Option<"):
            choices.append(lambda: f"Option::Some({deeper(type[7:-1])})")
        elif type.startswith("("):
            left, right = type[1:-1].split(", ")
            choices.append(lambda: f"({deeper(left)}, {deeper(right)})")
        return self.random.choice(choices)()

    # Statements

    def block(self, scope, depth, indent, in_contract):
        """Statements; what they define is known to those after them."""
        scope, lines = list(scope), []
        for _ in range(self.random.randrange(1, 5)):
            lines += [" " * indent + line for line in self.statement(scope, depth, in_contract)]
        return scope, lines

    def statement(self, scope, depth, in_contract):
        kinds = ["let"] * 4 + ["array", "dictionary", "option", "enum", "assert"]
        if depth > 0:
            kinds += ["if", "while", "loop"]
        if in_contract:
            kinds += ["read", "write", "map"]
        return getattr(self, "write_" + self.random.choice(kinds))(scope, depth, in_contract)

    def write_let(self, scope, depth, in_contract):
        name, type = self.name(), self.type()
        line = f"let {name}: {type} = {self.expression(type, scope, 3)};"
        scope.append((name, type))
        return [line]

    def write_assert(self, scope, depth, in_contract):
        return [f"assert({self.expression('bool', scope, 2)}, 'a{self.random.randrange(99)}');"]

    def write_array(self, scope, depth, in_contract):
        array, taken, type = self.name(), self.name(), self.type()
        lines = [f"let mut {array}: Array<{type}> = array![];"]
        for _ in range(self.random.randrange(1, 4)):
            lines.append(f"{array}.append({self.expression(type, scope, 1)});")
        use = self.random.randrange(3)
        if use == 0:
            lines.append(f"let {taken}: {type} = {array}.pop_front().unwrap();")
        elif use == 1:
            lines.append(f"let {taken}: {type} = *{array}.at({self.expression('u32', scope, 1)});")
        else:
            lines.append(f"let mut {array} = {array}.span();")
            lines.append(f"let {taken}: {type} = *{array}.pop_back().unwrap();")
        scope.append((taken, type))
        return lines

    def write_dictionary(self, scope, depth, in_contract):
        name, taken, type = self.name(), self.name(), self.random.choice(["felt252", "u8", "u64", "u128"])
        lines = [f"let mut {name}: Felt252Dict<{type}> = Default::default();"]
        for _ in range(self.random.randrange(1, 3)):
            key, value = self.expression("felt252", scope, 1), self.expression(type, scope, 1)
            lines.append(f"{name}.insert({key}, {value});")
        lines.append(f"let {taken}: {type} = {name}.get({self.expression('felt252', scope, 1)});")
        scope.append((taken, type))
        return lines

    def write_option(self, scope, depth, in_contract):
        name, inner, of, type = self.name(), self.name(), self.plain(), self.type()
        some = self.expression(type, scope + [(inner, of)], 2)
        line = (f"let {name}: {type} = match {self.expression(f'Option<{of}>', scope, 2)} {{ "
                f"Option::Some({inner}) => {some}, Option::None => {self.expression(type, scope, 2)} }};")
        scope.append((name, type))
        return [line]

    def write_enum(self, scope, depth, in_contract):
        name, of, type = self.name(), self.random.choice(list(self.enums)), self.type()
        lines = [f"let {name}: {type} = match {self.expression(of, scope, 2)} {{"]
        for index, payload in enumerate(self.enums[of]):
            inner = self.name()
            known = scope + ([(inner, payload)] if payload != "()" else [])
            lines.append(f"    {of}::C{index}({inner if payload != '()' else '_'}) => "
                         f"{{ {self.expression(type, known, 2)} }},")
        scope.append((name, type))
        return lines + ["};"]

    def write_if(self, scope, depth, in_contract):
        name, type = self.name(), self.type()
        lines = [f"let mut {name}: {type} = {self.expression(type, scope, 1)};",
                 f"if {self.expression('bool', scope, 2)} {{"]
        for last in (False, True):
            inner, block = self.block(scope, depth - 1, 4, in_contract)
            lines += block + [f"    {name} = {self.expression(type, inner, 2)};"]
            lines.append("}" if last else "} else {")
        scope.append((name, type))
        return lines

    def write_while(self, scope, depth, in_contract):
        index, name, type = self.name(), self.name(), self.type()
        lines = [f"let mut {index}: u32 = 0;", f"let mut {name}: {type} = {self.expression(type, scope, 1)};",
                 f"while {index} < {self.random.randrange(1, 9)} {{"]
        inner, block = self.block(scope + [(index, "u32")], depth - 1, 4, in_contract)
        lines += block + [f"    {name} = {self.expression(type, inner, 2)};", f"    {index} += 1;", "}"]
        scope.append((name, type))
        return lines

    def write_loop(self, scope, depth, in_contract):
        name, index, type = self.name(), self.name(), self.type()
        value = self.expression(type, scope + [(index, "u64")], 2)
        lines = [f"let mut {index}: u64 = {self.expression('u64', scope, 1)};", f"let {name}: {type} = loop {{",
                 f"    if {index} == 0 {{ break {value}; }}", f"    {index} -= 1;", "};"]
        scope.append((name, type))
        return lines

    def write_read(self, scope, depth, in_contract):
        name = self.name()
        scope.append((name, "u128"))
        return [f"let {name}: u128 = self.number.read();"]

    def write_write(self, scope, depth, in_contract):
        return [f"self.number.write({self.expression('u128', scope, 2)});"]

    def write_map(self, scope, depth, in_contract):
        name = self.name()
        line = f"let {name}: u256 = self.map.entry({self.expression('felt252', scope, 1)}).read();"
        scope.append((name, "u256"))
        return [line, f"self.map.entry({name}.low.into()).write({self.expression('u256', scope, 2)});"]

    # Functions

    def function(self, name, is_entry):
        types = [self.plain() if is_entry else self.type() for _ in range(self.random.randrange(0, 5))]
        result = self.plain() if is_entry else self.type()
        scope = [(f"p{index}", type) for index, type in enumerate(types)]
        parameters = [f"{variable}: {type}" for variable, type in scope]
        scope, lines = self.block(scope, 2, 8, is_entry)
        value = self.expression(result, scope, 3)
        if not is_entry:
            self.functions.append((name, types, result))
        head = ["ref self: ContractState"] if is_entry else []
        mark = "    #[external(v0)]\n" if is_entry else self.random.choice(["    #[inline(never)]\n", ""])
        body = "\n".join(lines + [f"        {value}"])
        return f"{mark}    fn {name}({', '.join(head + parameters)}) -> {result} {{\n{body}\n    }}\n"

    def contract(self, helpers, entries):
        lines = ["#[starknet::contract]", "mod probe {",
                 "    use starknet::storage::{Map, StoragePathEntry, StoragePointerReadAccess, "
                 "StoragePointerWriteAccess};", "    use core::dict::Felt252Dict;",
                 "    #[storage]", "    struct Storage { number: u128, map: Map<felt252, u256> }"]
        for struct, members in self.structs.items():
            inner = ", ".join(f"m{index}: {member}" for index, member in enumerate(members))
            lines += ["    #[derive(Copy, Drop)]", f"    struct {struct} {{ {inner} }}"]
        for enum, variants in self.enums.items():
            inner = ", ".join(f"C{index}: {payload}" for index, payload in enumerate(variants))
            lines += ["    #[derive(Copy, Drop)]", f"    enum {enum} {{ {inner} }}"]
        return "\n".join(lines + helpers + entries + ["}"]) + "\n"
