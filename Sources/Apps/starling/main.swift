print("starling: no subcommand yet")
