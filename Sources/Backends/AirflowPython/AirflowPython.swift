// AirflowPython
