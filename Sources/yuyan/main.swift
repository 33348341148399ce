print("yuyan")
