import Driver

print("dsgen")
