import FiniteFields
import Testing

@testable import SierraModel

struct GenericNameTests {
    @Test func `names of up to 31 characters are short strings`() {
        let name: GenericName = "felt252_add"
        #expect(name.characters == Array("felt252_add".utf8))
        #expect(name == GenericName(characters: Array("felt252_add".utf8)))
        let longest: GenericName = "abcdefghijklmnopqrstuvwxyz01234"
        #expect(longest.characters == Array("abcdefghijklmnopqrstuvwxyz01234".utf8))
    }

    @Test func `longer names are their hash`() {
        let name: GenericName = "storage_address_from_base_and_offset"
        #expect(name.value.bitWidth <= 250)
        #expect(name != GenericName(characters: Array("storage_address_from_base_and_offseu".utf8)))
    }
}
