from . import models
from ..base.data import (One, Two as T, # why
  Three)
import os.path, sys as s; import json
from .views import *
