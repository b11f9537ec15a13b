/// Numbers of 384 bits as twelve words, lowest first.
typealias Words384 = [12 of UInt32]

/// `(a b - c) / p`, rounded down; zero where `p` or the difference is not positive. The low 384 bits of it.
func wideQuotient(_ a: Words384, _ b: Words384, minus c: Words384, by p: Words384) -> Words384 {
    var rest = product(a, b)
    guard subtract(c, from: &rest) else { return Words384(repeating: 0) }
    return divide(&rest, by: p)
}

private typealias Words768 = [25 of UInt32]

/// The product, and a word of room above it.
private func product(_ a: Words384, _ b: Words384) -> Words768 {
    var result = Words768(repeating: 0)
    for i in 0..<12 {
        var carry: UInt64 = 0
        for k in 0..<12 {
            let sum = UInt64(a[i]) &* UInt64(b[k]) &+ UInt64(result[i &+ k]) &+ carry
            result[i &+ k] = UInt32(truncatingIfNeeded: sum)
            carry = sum &>> 32
        }
        result[i &+ 12] = UInt32(truncatingIfNeeded: carry)
    }
    return result
}

/// False where the difference would be below zero.
private func subtract(_ c: Words384, from rest: inout Words768) -> Bool {
    var borrow: Int64 = 0
    for i in 0..<25 {
        let difference = Int64(rest[i]) &- (i < 12 ? Int64(c[i]) : 0) &+ borrow
        rest[i] = UInt32(truncatingIfNeeded: difference)
        borrow = difference &>> 32
    }
    return borrow == 0
}

/// Long division (Knuth, TAOCP 4.3.1, algorithm D); the remainder stays in `rest`, shifted.
private func divide(_ rest: inout Words768, by divisor: Words384) -> Words384 {
    var result = Words384(repeating: 0)
    guard let top = (0..<12).last(where: { divisor[$0] != 0 }) else { return result }
    // Both are shifted so that the divisor's top bit is set: estimates are then at most two too large.
    let shift = UInt32(divisor[top].leadingZeroBitCount)
    var d = Words384(repeating: 0)
    for i in (0...top).reversed() {
        d[i] = divisor[i] &<< shift | (i > 0 && shift > 0 ? divisor[i &- 1] &>> (32 &- shift) : 0)
    }
    for i in (0..<25).reversed() {
        rest[i] = rest[i] &<< shift | (i > 0 && shift > 0 ? rest[i &- 1] &>> (32 &- shift) : 0)
    }
    let second = top > 0 ? UInt64(d[top &- 1]) : 0
    for place in (0...(23 &- top)).reversed() {
        let high = UInt64(rest[place &+ top &+ 1]) &<< 32 | UInt64(rest[place &+ top])
        let below = place &+ top > 0 ? UInt64(rest[place &+ top &- 1]) : 0
        var estimate = high / UInt64(d[top]), left = high % UInt64(d[top])
        while estimate >> 32 != 0 || (top > 0 && estimate &* second > left &<< 32 | below) {
            estimate &-= 1
            left &+= UInt64(d[top])
            if left >> 32 != 0 { break }
        }
        if !subtract(d, times: estimate, top: top, from: &rest, at: place) {
            estimate &-= 1
            add(d, top: top, to: &rest, at: place)
        }
        if place < 12 { result[place] = UInt32(truncatingIfNeeded: estimate) }
    }
    return result
}

/// False where the result is below zero.
private func subtract(_ d: Words384, times factor: UInt64, top: Int, from rest: inout Words768, at place: Int) -> Bool {
    var carry: UInt64 = 0, borrow: Int64 = 0
    for i in 0...(top &+ 1) {
        let product = (i <= top ? UInt64(d[i]) &* factor : 0) &+ carry
        carry = product &>> 32
        let difference = Int64(rest[place &+ i]) &- Int64(product & 0xffff_ffff) &+ borrow
        rest[place &+ i] = UInt32(truncatingIfNeeded: difference)
        borrow = difference &>> 32
    }
    return borrow == 0
}

private func add(_ d: Words384, top: Int, to rest: inout Words768, at place: Int) {
    var carry: UInt64 = 0
    for i in 0...(top &+ 1) {
        let sum = UInt64(rest[place &+ i]) &+ (i <= top ? UInt64(d[i]) : 0) &+ carry
        rest[place &+ i] = UInt32(truncatingIfNeeded: sum)
        carry = sum &>> 32
    }
}
